"""Questions to a model, and the recordings that replay its answers.

In: rendered messages and a schema. Out: a validated answer and a summary of each exchange. Start at `client.Client`;
`client` and `endpoint` are the only modules that import openai and instructor.
"""
