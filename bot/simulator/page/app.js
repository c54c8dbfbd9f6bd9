// Builds the page, keeps it in step with the server, and rebuilds it in another language when asked.

import { follow, loadState } from './api.js';
import { alertWith } from './dialog.js';
import { el } from './dom.js';
import { createStaffPhone } from './group.js';
import { GENERAL, apply, changed, createStore, load, peopleOf, unreadIn, unreadInGroup, viewer } from './state.js';
import { unreadDot } from './phone.js';
import { createVisitorPhone } from './visitor.js';
import { language, say, setLanguage } from './words.js';

const root = document.getElementById('app');
const store = createStore();
let page = null;

function build() {
  document.documentElement.lang = language();
  const phones = { visitor: createVisitorPhone(store), staff: createStaffPhone(store) };
  const link = el('div', { class: 'link-bar', role: 'status', data: { testid: 'link' } });
  const heading = el('h1', {}, say('title'));
  const tabs = el('nav', { class: 'tabs', 'aria-label': say('pickPhone') });
  const main = el('main', { class: 'phones' }, phones.visitor.root, phones.staff.root);
  root.replaceChildren(
    el('header', { class: 'top' }, heading, tabs, languageSwitch()),
    link, main,
  );
  page = { phones, link, main, tabs, tabButtons: tabButtons(tabs) };
  update();
}

function languageSwitch() {
  const choices = [['ja', '日本語'], ['en', 'English']].map(([code, shown]) => el('button', {
    type: 'button', lang: code, 'aria-pressed': String(language() === code), data: { testid: `language-${code}` },
    on: { click: () => speak(code) },
  }, shown));
  return el('div', { class: 'languages', role: 'group', 'aria-label': say('languageSwitch') }, ...choices);
}

function speak(code) {
  setLanguage(code);
  build();
  root.querySelector(`[data-testid="language-${code}"]`).focus();
}

function tabButtons(tabs) {
  const buttons = {};
  for (const side of ['visitor', 'staff']) {
    buttons[side] = el('button', {
      type: 'button', 'aria-controls': `phone-${side}`, data: { testid: `tab-${side}` },
      on: { click: () => { store.view.side = side; changed(store); } },
    });
    tabs.append(buttons[side]);
  }
  return buttons;
}

function update() {
  const { phones, link, main, tabButtons: buttons } = page;
  main.dataset.shown = store.view.side;
  phones.visitor.update();
  phones.staff.update();
  link.textContent = store.linked ? '' : say(store.loaded ? 'reconnecting' : 'loading');
  link.hidden = store.linked;
  document.title = store.bot ? `${store.bot.first_name} — ${say('title')}` : say('title');
  drawTab(buttons.visitor, 'visitor', unreadOfVisitors());
  drawTab(buttons.staff, 'staff', unreadInGroup(store, viewer(store, 'staff')));
}

function drawTab(button, side, unread) {
  button.setAttribute('aria-pressed', String(store.view.side === side));
  const isNew = unread > 0 && store.view.side !== side;
  button.replaceChildren(say(`${side}Phone`), ...(isNew ? [unreadDot(unread)] : []));
}

function unreadOfVisitors() {
  return peopleOf(store, 'visitor').reduce((sum, person) => sum + unreadIn(store, person, person.id, GENERAL), 0);
}

// A pop-up belongs to one person; on the other's phone it would be a lie.
function showToast({ person_id: personId, text, show_alert: isAlert }) {
  for (const side of ['visitor', 'staff']) {
    if (viewer(store, side)?.id !== personId) continue;
    page.phones[side].chat.settleAll();
    if (!text) continue;
    if (isAlert) alertWith(text, store.bot.first_name);
    else page.phones[side].toasts.show(text);
  }
}

function onEvent(event) {
  if (event.type === 'toast' && event.seq > store.seq) showToast(event);
  if (isBotAnswering(event)) page.phones[event.chat_id > 0 ? 'visitor' : 'staff'].chat.settleAll();
  const groupId = store.group?.id;
  apply(store, event);
  if (store.group?.id !== groupId) reload();
}

// A group that has moved brings its messages along without telling them one by one.
async function reload() {
  try {
    load(store, await loadState());
  } catch {
    // The server went away; following will read the state when it is back.
  }
}

// A press answered without words makes no pop-up; then what the bot writes or changes ends the waiting.
function isBotAnswering(event) {
  return (event.type === 'message' || event.type === 'edit') && event.message.from_bot;
}

function onLink(isUp) {
  store.linked = isUp;
  changed(store);
}

async function begin() {
  store.linked = false;
  build();
  store.listeners.add(update);
  let since = null;
  try {
    const snapshot = await loadState();
    load(store, snapshot);
    since = snapshot.seq;
  } catch {
    // The server may still be starting: following tries again until it answers.
  }
  follow({ since, onEvent, onState: (snapshot) => load(store, snapshot), onLink });
}

begin();
