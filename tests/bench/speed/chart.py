"""Draw one run's figures as bars; runs where matplotlib is, which is not where the bot is."""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt

LABELS = {
    "bare": "bare aiohttp, nothing stored",
    "bare-durable": "bare aiohttp, durable",
    "transport": "our transport, nothing stored",
    "transport-durable": "our transport, durable",
    "ours": "Engawa",
    "ours-encoders": "… with its sentence encoders",
    "aiogram": "aiogram 3, in memory",
    "echo": "python-telegram-bot echo",
    "echo-256": "echo, 256 updates at once",
    "memory": "ConversationHandler, memory",
    "pickle": "… with PicklePersistence",
    "flush": "… written after each update",
}
OURS, LIMIT, PEER = "#c2410c", "#cbd5e1", "#64748b"
LIMITS = {"bare", "bare-durable", "transport", "transport-durable"}


def main() -> None:
    """Draw what the first argument holds into the file that the second names."""
    told = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["results"]
    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    figure, places = plt.subplots(1, 3, figsize=(12, 4.4), sharey=True)
    _bars(places[0], told["closed"], "answers", "80 chats, no round trip\nanswers a second")
    _bars(places[1], told["distant"], "answers", "500 chats, 50 ms round trip\nanswers a second")
    _bars(places[2], told["closed"], "cpu", "CPU of the program\nmilliseconds an answer")
    figure.tight_layout(w_pad=2)
    figure.savefig(sys.argv[2], dpi=130)


def _bars(place: Any, told: dict[str, dict[str, float]], what: str, title: str) -> None:
    """Draw one figure of every program; Any: matplotlib is not there to be checked against."""
    keys = list(reversed(LABELS))
    values = [told[key][what] for key in keys]
    colours = [
        OURS if key.startswith("ours") else LIMIT if key in LIMITS else PEER for key in keys
    ]
    bars = place.barh([LABELS[key] for key in keys], values, color=colours)
    form = "{:.2f}" if what == "cpu" else "{:,.0f}"
    place.bar_label(bars, labels=[form.format(each) for each in values], padding=3, fontsize=8)
    place.set_title(title, loc="left", fontsize=9.5)
    place.set_xlim(0, max(values) * 1.16)
    place.xaxis.set_visible(False)
    place.spines["bottom"].set_visible(False)
    place.tick_params(axis="y", length=0)


if __name__ == "__main__":
    main()
