"""Gold: what a reader annotated in a document. The form is that of `fixtures/gold/README.md`."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from summarizer.errors import UsageError


class GoldMention(BaseModel):
    """A number of the raw file; a range has both its ends as `value`. Those of `core` false are neutral."""

    start: int
    end: int
    role: str
    surface: str = ""
    value: float | list[float] | str | None = None
    unit: str | None = None
    qualifier: str | None = None
    subject: str | None = None
    core: bool = True
    meta: bool = False


class GoldFigure(BaseModel):
    """What the mention with this span belongs to: a measure and a region, by name."""

    start: int
    end: int
    measure: str | None = None
    region: str | None = None


class GoldMeasure(BaseModel):
    """A measure that a report should name, unless `core` is false."""

    name: str
    core: bool = True


class GoldDate(BaseModel):
    """A date that the document states; `iso` is None where nobody can know it."""

    start: int
    end: int
    surface: str = ""
    iso: str | None = None


class GoldRegion(BaseModel):
    """The division that the document is about, by its six digits."""

    adcode: str


class Gold(BaseModel):
    """The annotations of one document; `doc` is its file's name, spans count code points of the raw file."""

    doc: str
    region: GoldRegion | None
    published: str | None
    measures: list[GoldMeasure]
    mentions: list[GoldMention]
    figures: list[GoldFigure] = []
    event_dates: list[GoldDate] = []

    @property
    def numbers(self) -> list[GoldMention]:
        """The figures that have a value; a delivered figure that is none of them is wrong."""
        return [one for one in self.mentions if one.role == "figure" and one.value is not None]

    def figure_at(self, mention: GoldMention) -> GoldFigure | None:
        return next((one for one in self.figures if (one.start, one.end) == (mention.start, mention.end)), None)


def read_gold(folder: Path) -> list[Gold]:
    """The annotations of a folder, one `.json` file a document; UsageError where there are none or one can't be read."""
    found = list(_read(folder))
    if not found:
        raise UsageError(f"there is no gold in {folder}: it needs one .json file a document (fixtures/gold/README.md)")
    return found


def _read(folder: Path) -> Iterator[Gold]:
    for path in sorted(folder.glob("*.json")):
        try:
            yield Gold.model_validate_json(path.read_bytes())
        except OSError as error:
            raise UsageError(f"{path} can't be read: {error.strerror}") from None
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise UsageError(f"{path} is no gold annotation: {place}: {first['msg']}".replace(": :", ":")) from None
