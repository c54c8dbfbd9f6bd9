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
see it, with `reactions` ([{"emoji", "from_id"}]) and `from_bot` (true or false) beside its own fields; deleted ones are absent.

Events: {"type": "message" | "edit", "chat_id", "message"}, {"type": "delete", "chat_id",
"message_ids"}, {"type": "reaction", "chat_id", "message_id", "reactions"}, {"type": "topic",
"topic"}, {"type": "toast", "person_id", "text", "show_alert"}, {"type": "typing", "chat_id",
"message_thread_id"}, {"type": "person", "person"}, {"type": "group", "group"}.

Acts: start (payload) · write (chat, thread, text, entities, reply_to) · edit (chat, message_id,
text) · tap (chat, message_id, data) · react (chat, message_id, emoji or null) · send (chat,
thread, kind, caption, reply_to; kind: photo sticker voice video video_note animation audio
document contact location venue poll dice story) · album (chat, thread, kinds, caption) ·
delete (chat, message_id) · block · unblock · deactivate · create_topic (name) · close_topic ·
reopen_topic · rename_topic (thread, name) · delete_topic (thread) · pin (chat, message_id) ·
migrate_group · set_forum (on) · set_rights (rights of the bot) · kick_bot · add_bot · raw (update).
`chat` defaults to the person's private chat with the bot (visitor) or the group (staff).
"""
