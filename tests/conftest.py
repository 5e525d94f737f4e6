"""What all tests share."""

from hypothesis import settings

settings.register_profile("quick", max_examples=20)
