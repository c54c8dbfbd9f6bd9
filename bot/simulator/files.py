"""Files that people and the bot have sent, and how each kind of media looks in a message."""

import base64
from dataclasses import dataclass

from bot.simulator.wire import Json, bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024
SAMPLE = b"a stand-in for the content of a file"
WRONG_FILE = "wrong file identifier/HTTP URL specified"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of media looks: its own fields, its folder and its ending."""

    fields: Json
    folder: str
    ending: str
    mime_type: str


SHAPES = {
    "photo": Shape({"width": 1280, "height": 960}, "photos", "jpg", "image/jpeg"),
    "document": Shape({}, "documents", "pdf", "application/pdf"),
    "sticker": Shape(
        {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "🙂",
        },
        "stickers",
        "webp",
        "image/webp",
    ),
    "voice": Shape({"duration": 3}, "voice", "oga", "audio/ogg"),
    "video": Shape({"width": 640, "height": 480, "duration": 5}, "videos", "mp4", "video/mp4"),
    "video_note": Shape({"length": 240, "duration": 5}, "video_notes", "mp4", "video/mp4"),
    "animation": Shape(
        {"width": 320, "height": 240, "duration": 2}, "animations", "mp4", "video/mp4"
    ),
    "audio": Shape({"duration": 60}, "music", "mp3", "audio/mpeg"),
}
NAMED = frozenset({"document", "audio", "video", "animation"})
TYPED = NAMED | {"voice"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the simulated servers."""

    id: str
    unique_id: str
    kind: str
    path: str
    name: str
    mime_type: str
    content: bytes

    def shown(self) -> Json:
        """Render the Bot API's File."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
            "file_path": self.path,
        }

    def as_media(self) -> Json:
        """Render the content of a message that carries it."""
        own = {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
            **SHAPES[self.kind].fields,
        }
        if self.kind == "photo":
            small = {**own, "file_id": self.id + "s", "file_unique_id": self.unique_id + "s"}
            return {"photo": [{**small, "width": 90, "height": 67}, own]}
        if self.kind in NAMED:
            own["file_name"] = self.name
        if self.kind in TYPED:
            own["mime_type"] = self.mime_type
        return {self.kind: own, "document": own} if self.kind == "animation" else {self.kind: own}


class Files:
    """All files by their ids."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(
        self, kind: str, content: bytes = SAMPLE, name: str = "", mime_type: str = ""
    ) -> StoredFile:
        """Keep a file and give it ids and a path."""
        shape = SHAPES[kind]
        number = len(self._by_path) + 1
        token = base64.urlsafe_b64encode(f"{kind}:{number:08d}".encode()).decode().rstrip("=")
        path = f"{shape.folder}/file_{number}.{shape.ending}"
        name = name or f"{kind}_{number}.{shape.ending}"
        mime_type = mime_type or shape.mime_type
        file = StoredFile(f"SIM{token}", f"Sim{number}", kind, path, name, mime_type, content)
        self._by_id[file.id] = file
        self._by_path[path] = file
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """Find a file by its id, the small photo's included."""
        return self._by_id.get(file_id) or self._by_id.get(file_id.removesuffix("s"))

    def of_kind(self, file_id: str, kind: str) -> StoredFile:
        """Find a file that a call wants to send as `kind`; 400 when it cannot."""
        file = self.find(file_id)
        if file is None:
            raise bad_request(WRONG_FILE)
        if file.kind != kind:
            as_kind = kind.replace("_", " ").title().replace(" ", "")
            raise bad_request(f"can't use file of type {file.kind.title()} as {as_kind}")
        return file

    def at(self, path: str) -> StoredFile | None:
        """Find a file by its download path."""
        return self._by_path.get(path)
