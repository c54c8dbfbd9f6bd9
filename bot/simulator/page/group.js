// The right phone: the staff's group, first its topics, then what is written in one of them.

import { createChat } from './chat.js';
import { ask } from './dialog.js';
import { avatar, el, iconButton } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { createPhone } from './phone.js';
import { GENERAL, LIST, changed, isTyping, peopleOf, unreadInGroup, viewer } from './state.js';
import { createTopicList, topicName, topicSign } from './topics.js';
import { say } from './words.js';

export function createStaffPhone(store) {
  const texts = { heading: say('staffPhone'), people: say('staffPeople'), add: say('addStaff') };
  const phone = createPhone(store, 'staff', texts, (person) => unreadInGroup(store, person));
  const chat = createChat(store, 'staff', phone.toasts);
  const topics = createTopicList(store, { onOpen: open, onMenu: topicMenu });
  const back = iconButton(say('back'), icon('back'), goBack, { class: 'bar-back', data: { testid: 'back' } });
  const face = el('span', { class: 'bar-face' });
  const title = el('h3', { tabindex: '-1' });
  const subtitle = el('p', { class: 'bar-note' });
  const create = iconButton(say('newTopic'), icon('plus'), createTopic, { data: { testid: 'new-topic' } });
  const more = iconButton(say('topicMenu'), icon('more'), () => topicMenu(here(), more),
    { 'aria-haspopup': 'menu', data: { testid: 'topic-menu' } });
  const nothing = el('p', { class: 'nobody' });
  const closedBar = closedNote(() => perform('reopen_topic', here()));
  phone.screen.append(
    el('header', { class: 'bar' }, back, face, el('div', { class: 'bar-words' }, title, subtitle), create, more),
    nothing, topics.root, chat.root,
  );
  chat.root.addEventListener('keydown', (event) => event.key === 'Escape' && store.group?.is_forum && goBack());

  function here() {
    return store.group?.topics.get(store.view.thread) ?? null;
  }

  function open(thread) {
    store.view.thread = thread;
    update();
    // A touch keyboard that springs up unasked would hide what was opened.
    if (matchMedia('(hover: hover)').matches) chat.composer.field.focus({ preventScroll: true });
    else title.focus({ preventScroll: true });
    changed(store);
  }

  function goBack() {
    const from = store.view.thread;
    store.view.thread = LIST;
    update();
    topics.focus(from);
    changed(store);
  }

  function perform(name, topic, details = {}) {
    return chat.perform(name, { chat: store.group.id, thread: topic.thread_id, ...details });
  }

  async function createTopic() {
    const answer = await askName(say('newTopic'), '', say('newTopic'));
    if (answer) chat.perform('create_topic', { chat: store.group.id, name: answer.name });
  }

  function topicMenu(topic, at) {
    if (!topic) return;
    openMenu(at, {
      label: say('topicMenu'),
      items: [
        topic.closed
          ? { label: say('reopen'), icon: 'unlock', onPick: () => perform('reopen_topic', topic) }
          : { label: say('close'), icon: 'lock', onPick: () => perform('close_topic', topic) },
        { label: say('rename'), icon: 'edit', onPick: () => rename(topic) },
        { label: say('removeTopic'), icon: 'remove', danger: true, onPick: () => remove(topic) },
      ],
    });
  }

  async function rename(topic) {
    const answer = await askName(say('rename'), topic.name, say('rename'));
    if (answer && answer.name !== topic.name) perform('rename_topic', topic, { name: answer.name });
  }

  async function remove(topic) {
    const sure = await ask({
      title: say('removeTopic'), text: say('removeTopicSure', { name: topic.name }), confirm: say('remove'), danger: true,
    });
    if (sure) perform('delete_topic', topic);
  }

  function update() {
    const person = viewer(store, 'staff');
    const group = store.group;
    const isForum = Boolean(group?.is_forum);
    const thread = isForum ? store.view.thread : GENERAL;
    const isList = thread === LIST;
    phone.update();
    nothing.hidden = Boolean(person && group);
    nothing.textContent = group ? say('nobody') : say('noGroup');
    back.hidden = isList || !isForum;
    create.hidden = !(isList && person && isForum);
    more.hidden = isList || !here();
    topics.root.hidden = !(isList && person && group);
    chat.show(person && group && !isList ? placeOf(person, group, thread) : null);
    if (group && person && isList) topics.update(person);
    drawBar(group, thread, isForum);
  }

  function drawBar(group, thread, isForum) {
    const topic = here();
    const isTopic = isForum && thread !== LIST;
    const name = isTopic ? topicName(topic) : group?.title ?? '';
    const key = `${thread}/${name}`;
    if (face.dataset.key !== key) {
      face.dataset.key = key;
      face.replaceChildren(isTopic ? topicSign(topic) : avatar(name, group?.id ?? 0));
    }
    title.textContent = name;
    subtitle.textContent = noteUnder(group, thread, topic, isTopic);
  }

  function noteUnder(group, thread, topic, isTopic) {
    if (!group) return '';
    if (thread !== LIST && isTyping(store, group.id, thread)) return say('typing');
    if (!isTopic) return say('members', { count: peopleOf(store, 'staff').length });
    return topic?.closed ? `${group.title} · ${say('closed')}` : group.title;
  }

  function placeOf(person, group, thread) {
    const topic = here();
    return {
      viewer: person,
      chatId: group.id,
      thread,
      name: group.is_forum ? topicName(topic) : group.title,
      tongue: person.language_code,
      emptyNote: say('emptyTopic'),
      foot: topic?.closed ? closedBar : null,
      footBeside: true, // an administrator may still write in a closed topic
    };
  }

  return { ...phone, chat, update };
}

function closedNote(onReopen) {
  return el('div', { class: 'closed-note' }, icon('lock', 18), el('span', {}, say('topicIsClosed')),
    el('button', { type: 'button', class: 'plain', on: { click: onReopen } }, say('reopen')));
}

async function askName(title, value, confirm) {
  return ask({ title, confirm, fields: [{ name: 'name', label: say('topicName'), value }] });
}
