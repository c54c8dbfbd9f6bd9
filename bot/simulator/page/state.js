// What the page knows: the server's state, kept up by events, and where each person is looking.
// Messages are replaced, never changed in place, so a view may compare them by identity.

const TYPING_LASTS = 5500; // the Bot API shows a chat action for five seconds

export const LIST = null; // the staff's phone shows the topic list
export const GENERAL = 0;

export function createStore() {
  return {
    seq: 0,
    now: 0,
    bot: null,
    people: new Map(),
    group: null,
    chats: new Map(),
    typing: new Map(),
    drafts: new Map(), // what was being written, by person and place
    seen: new Map(),
    baseline: new Map(),
    loaded: false,
    linked: true,
    view: { visitor: null, staff: null, thread: LIST, side: 'visitor' },
    listeners: new Set(),
    places: null,
  };
}

export function changed(store) {
  if (store.scheduled) return;
  store.scheduled = true;
  queueMicrotask(() => {
    store.scheduled = false;
    for (const listener of store.listeners) listener();
  });
}

export function load(store, snapshot) {
  store.seq = snapshot.seq;
  store.now = Date.parse(snapshot.now) / 1000;
  store.bot = snapshot.bot;
  store.group = snapshot.group ? { ...snapshot.group, topics: topicMap(snapshot.group) } : null;
  store.people = new Map(snapshot.people.map((person) => [person.id, person]));
  store.chats = new Map();
  for (const [id, messages] of Object.entries(snapshot.chats)) {
    store.chats.set(id, new Map(messages.map((message) => [message.message_id, message])));
  }
  store.places = null;
  if (!store.loaded) takeBaseline(store);
  store.loaded = true;
  chooseViewers(store);
  changed(store);
}

const CHANGES = {
  message: putMessage,
  edit: putMessage,
  delete(store, event) {
    const chat = chatOf(store, event.chat_id);
    for (const id of event.message_ids) chat.delete(id);
  },
  reaction(store, event) {
    const chat = chatOf(store, event.chat_id);
    const message = chat.get(event.message_id);
    if (message) chat.set(event.message_id, { ...message, reactions: event.reactions });
  },
  topic(store, event) {
    store.group?.topics.set(event.topic.thread_id, event.topic);
    if (event.topic.deleted && store.view.thread === event.topic.thread_id) store.view.thread = LIST;
  },
  typing(store, event) {
    const key = placeKey(event.chat_id, event.message_thread_id ?? GENERAL);
    store.typing.set(key, Date.now() + TYPING_LASTS);
    setTimeout(() => changed(store), TYPING_LASTS + 50);
  },
  person(store, event) {
    store.people.set(event.person.id, event.person);
    chooseViewers(store);
  },
  group(store, event) {
    const topics = event.group.topics ? topicMap(event.group) : store.group?.topics ?? new Map();
    store.group = { ...store.group, ...event.group, topics };
  },
};

export function apply(store, event) {
  if (event.seq <= store.seq) return;
  store.seq = event.seq;
  CHANGES[event.type]?.(store, event);
  store.places = null;
  changed(store);
}

function putMessage(store, event) {
  chatOf(store, event.chat_id).set(event.message.message_id, event.message);
  store.now = Math.max(store.now, event.message.date);
  if (event.type !== 'message' || !event.message.from_bot) return;
  store.typing.delete(placeKey(event.chat_id, threadOf(store, event.message)));
}

export function peopleOf(store, role) {
  return [...store.people.values()].filter((person) => person.role === role && !person.is_bot);
}

export function viewer(store, side) {
  return store.people.get(store.view[side]) ?? null;
}

// A thread id counts only where it names a topic: replies in an ordinary group carry one too.
export function threadOf(store, message) {
  const thread = message.message_thread_id;
  return thread && store.group?.topics.has(thread) ? thread : GENERAL;
}

export function messagesIn(store, chatId, thread) {
  store.places ??= sortIntoPlaces(store);
  return store.places.get(placeKey(chatId, thread)) ?? [];
}

function sortIntoPlaces(store) {
  const places = new Map();
  for (const [chatId, chat] of store.chats) {
    const isGroup = chatId === String(store.group?.id);
    for (const message of chat.values()) {
      const key = placeKey(chatId, isGroup ? threadOf(store, message) : GENERAL);
      if (places.has(key)) places.get(key).push(message);
      else places.set(key, [message]);
    }
  }
  for (const messages of places.values()) messages.sort((one, other) => one.message_id - other.message_id);
  return places;
}

export function openTopics(store) {
  return [...(store.group?.topics.values() ?? [])].filter((topic) => !topic.deleted);
}

export function isTyping(store, chatId, thread) {
  return (store.typing.get(placeKey(chatId, thread)) ?? 0) > Date.now();
}

export function unreadIn(store, person, chatId, thread) {
  const read = store.seen.get(seenKey(person, chatId, thread)) ?? store.baseline.get(String(chatId)) ?? 0;
  return messagesIn(store, chatId, thread).filter(
    (message) => message.message_id > read && message.from?.id !== person.id && !isQuiet(message),
  ).length;
}

export function unreadInGroup(store, person) {
  if (!person || !store.group) return 0;
  const threads = [GENERAL, ...openTopics(store).map((topic) => topic.thread_id)];
  return threads.reduce((sum, thread) => sum + unreadIn(store, person, store.group.id, thread), 0);
}

export function markRead(store, person, chatId, thread) {
  const last = messagesIn(store, chatId, thread).at(-1);
  if (!last || !person || unreadIn(store, person, chatId, thread) === 0) return;
  store.seen.set(seenKey(person, chatId, thread), last.message_id);
  changed(store);
}

export function nameOfId(store, id) {
  return store.people.get(id)?.name ?? (id === store.bot?.id ? store.bot.first_name : String(id));
}

export function isToday(store, seconds) {
  const dayOf = (moment) => new Date(moment * 1000).toDateString();
  return dayOf(seconds) === dayOf(store.now);
}

export function placeKey(chatId, thread) {
  return `${chatId}/${thread}`;
}

function seenKey(person, chatId, thread) {
  return `${person.id}:${placeKey(chatId, thread)}`;
}

function isQuiet(message) {
  return Boolean(message.forum_topic_created || message.forum_topic_edited || message.pinned_message);
}

function chatOf(store, chatId) {
  const key = String(chatId);
  if (!store.chats.has(key)) store.chats.set(key, new Map());
  return store.chats.get(key);
}

// What was there when the page was opened counts as read.
function takeBaseline(store) {
  for (const [id, messages] of store.chats) {
    store.baseline.set(id, [...messages.keys()].reduce((most, number) => Math.max(most, number), 0));
  }
}

function chooseViewers(store) {
  for (const role of ['visitor', 'staff']) {
    if (!viewer(store, role)) store.view[role] = peopleOf(store, role)[0]?.id ?? null;
  }
}

function topicMap(group) {
  return new Map((group.topics ?? []).map((topic) => [topic.thread_id, topic]));
}
