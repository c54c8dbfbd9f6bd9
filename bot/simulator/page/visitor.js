// The left phone: one visitor's private chat with the bot.

import { createChat } from './chat.js';
import { ask } from './dialog.js';
import { avatar, el, iconButton } from './dom.js';
import { icon } from './icons.js';
import { openMenu } from './menu.js';
import { createPhone } from './phone.js';
import { GENERAL, isTyping, messagesIn, unreadIn, viewer } from './state.js';
import { say } from './words.js';

export function createVisitorPhone(store) {
  const texts = { heading: say('visitorPhone'), people: say('visitors'), add: say('addVisitor') };
  const phone = createPhone(store, 'visitor', texts, (person) => unreadIn(store, person, person.id, GENERAL));
  const chat = createChat(store, 'visitor', phone.toasts);
  const face = el('span', { class: 'bar-face' });
  const title = el('h3', {});
  const subtitle = el('p', { class: 'bar-note' });
  const more = iconButton(say('chatMenu'), icon('more'), chatMenu, { 'aria-haspopup': 'menu', data: { testid: 'chat-menu' } });
  const begin = bigButton(say('start'), 'start', () => chat.perform('start'));
  const unblock = bigButton(say('unblock'), 'unblock', () => chat.perform('unblock'));
  const nobody = el('p', { class: 'nobody' }, say('nobody'));
  phone.screen.append(el('header', { class: 'bar' }, face, el('div', { class: 'bar-words' }, title, subtitle), more), nobody, chat.root);

  function chatMenu() {
    const person = viewer(store, 'visitor');
    openMenu(more, {
      label: say('chatMenu'),
      items: [
        { label: say('restart'), icon: 'restart', onPick: () => chat.perform('start') },
        { label: say('startFromLink'), icon: 'link', onPick: startFromLink },
        person.blocked
          ? { label: say('unblock'), icon: 'check', onPick: () => chat.perform('unblock') }
          : { label: say('block'), icon: 'block', danger: true, onPick: () => chat.perform('block') },
      ],
    });
  }

  async function startFromLink() {
    const answer = await ask({
      title: say('startFromLink'), confirm: say('open'), fields: [{ name: 'payload', label: say('payload') }],
    });
    if (answer) chat.perform('start', { payload: answer.payload });
  }

  function update() {
    const person = viewer(store, 'visitor');
    const name = store.bot?.first_name ?? '';
    phone.update();
    if (title.textContent !== name) face.replaceChildren(avatar(name, store.bot?.id ?? 0, 'bot-face'));
    title.textContent = name;
    nobody.hidden = Boolean(person);
    more.hidden = !person;
    chat.show(person && placeOf(person, name));
    subtitle.textContent = person && isTyping(store, person.id, GENERAL) ? say('typing') : say('bot');
  }

  function placeOf(person, name) {
    const isEmpty = messagesIn(store, person.id, GENERAL).length === 0;
    return {
      viewer: person,
      chatId: person.id,
      thread: GENERAL,
      name,
      tongue: person.language_code,
      emptyNote: say('emptyChat'),
      foot: person.blocked ? unblock : isEmpty ? begin : null,
    };
  }

  return { ...phone, chat, update };
}

function bigButton(label, testid, onClick) {
  return el('button', { type: 'button', class: 'big', data: { testid }, on: { click: onClick } }, label);
}
