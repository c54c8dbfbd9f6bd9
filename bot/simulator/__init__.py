"""A stand-in for Telegram's servers, on loopback, with people to write to the bot and a journal.

It knows nothing of Engawa: any bot that speaks the Bot API can be pointed at it. It answers
`{url}/bot{TOKEN}/{method}` and `{url}/file/bot{TOKEN}/…` as the official server does, error texts
included, and lets tests and a page act for the people on the other side.

The person's side, over HTTP (the same acts exist as Python methods on `Simulator`):

    GET  /sim/state      everything a page needs to draw itself, and `seq`, the last event's number
    GET  /sim/events     server-sent events after `?since=SEQ`; each has `seq` and `type`
    POST /sim/people     {"name", "role": "visitor" | "staff", "language_code"} -> the person
    POST /sim/act        {"as": person id, "act": …, …} -> what came of it
    POST /sim/clock      {"advance": seconds} or {"at": ISO time}; only with a fake clock
    POST /sim/faults     add a fault; DELETE /sim/faults removes all
    GET  /sim/journal    every call, update, delivery and act, in order, `?since=SEQ`

The state: {"seq", "now" (ISO, with offset), "bot": {"id", "first_name", "username"},
"people": [{"id", "name", "role", "language_code", "blocked", "deactivated"}],
"group": {"id", "title", "is_forum", "topics": [{"thread_id", "name", "closed", "deleted"}]},
"chats": {chat id as text: [message, …]}}. A message is the Bot API's Message object as people
see it, with `reactions` ([{"emoji", "from_id"}]) and `from_bot` (true or false) beside its own
fields; deleted ones are absent.

Events: {"type": "message" | "edit", "chat_id", "message"}, {"type": "delete", "chat_id",
"message_ids"}, {"type": "reaction", "chat_id", "message_id", "reactions"}, {"type": "topic",
"topic"}, {"type": "toast", "person_id", "text", "show_alert"}, {"type": "typing", "chat_id",
"message_thread_id"}, {"type": "person", "person"}, {"type": "group", "group"}.

Acts: start (payload) · write (chat, thread, text, entities, reply_to) · edit (chat, message_id,
text) · tap (chat, message_id, data) · react (chat, message_id, emoji or null) · send (chat,
thread, kind, caption, reply_to; kind: photo sticker voice video video_note animation audio
document contact location venue poll dice story) · album (chat, thread, kinds, caption) ·
delete (chat, message_id) · block · unblock · deactivate · create_topic (name) · close_topic
(thread) · reopen_topic (thread) · rename_topic (thread, name) · delete_topic (thread) · pin (chat,
message_id) · join (status) · leave · migrate_group · set_forum (on) · set_rights (rights of the
bot) · kick_bot · add_bot · raw (update). `chat` defaults to the person's private chat with the bot
(visitor) or the group (staff). What cannot be done is answered 400 {"error": why}.

In a test:

    async with Simulator(clock=FakeClock(), limits=True) as simulator:
        visitor, staff = simulator.visitor("みどり"), simulator.staff("係員A")
        visitor.start("leaflet")            # acts are done at once, without await
        await simulator.until(lambda: visitor.screen and "こんにちは" in visitor.screen.text)
        visitor.tap("はい")                 # the newest button of that label or data
        topic = await simulator.until(lambda: simulator.topics and simulator.topics[0])
        staff.write("お電話しましょうか", topic=topic)
        simulator.fail("sendMessage", "status", status=502, times=2)
        simulator.advance(60)               # the fake clock's minute: polls, expiries, back-offs
        assert [call.text for call in simulator.calls("sendMessage")]

The bot is given `simulator.url` + "/bot", `simulator.token` and `simulator.group_id`. `until` asks
its predicate again after every change and never sleeps. The clock is the machine's own, and flood
limits are off, unless told otherwise; the faults are described in bot/simulator/faults.py.
Two quirks of the real server can be switched: `one_after_same_offset`, an argument, on with a
real clock; and `simulator.queue.wait_after_same_offset`, off.
"""

from bot.simulator.clock import Chance, FakeClock, RealClock
from bot.simulator.faults import Fault
from bot.simulator.journal import Entry
from bot.simulator.limits import Rates
from bot.simulator.people import Staff, Visitor
from bot.simulator.simulator import Simulator
from bot.simulator.state import Chat, Message, Person, Topic

__all__ = [
    "Chance",
    "Chat",
    "Entry",
    "FakeClock",
    "Fault",
    "Message",
    "Person",
    "Rates",
    "RealClock",
    "Simulator",
    "Staff",
    "Topic",
    "Visitor",
]
