// The editor's page: the phones of the simulator, and beside them the mistakes and the map.

import { follow, loadState } from '../api.js';
import { el } from '../dom.js';
import { createStaffPhone } from '../group.js';
import { apply, changed, createStore, load, viewer } from '../state.js';
import { createToasts } from '../toast.js';
import { createVisitorPhone } from '../visitor.js';
import { ask, askForScript } from './ask.js';
import { createMap } from './map.js';
import { createMistakes } from './mistakes.js';
import { createWhy } from './why.js';

const store = createStore();
const toasts = createToasts('page');
const phones = { visitor: createVisitorPhone(store), staff: createStaffPhone(store) };
const map = createMap({ onJump: (place) => wish('jump', { place }) });
const mistakes = createMistakes();
const why = createWhy();
const tabs = { visitor: tab('visitor', '相談する人'), staff: tab('staff', '窓口'), map: tab('map', '地図') };
const languages = el('div', { class: 'choices', role: 'group', 'aria-label': 'ことば', data: { testid: 'languages' } });
const link = el('p', { class: 'link-bar', role: 'status', hidden: true }, 'つながっていません。「engawa preview」が動いているか、見てください。');
const main = el('main', { class: 'desk' }, phones.visitor.root, phones.staff.root,
  el('section', { class: 'board' }, mistakes.root, why.root, map.root));
let asked = 0;

function tab(side, label) {
  return el('button', {
    type: 'button', class: `tab-${side}`, data: { testid: `tab-${side}` },
    on: { click: () => { store.view.side = side; changed(store); } },
  }, label);
}

function button(label, testid, onClick) {
  return el('button', { type: 'button', class: 'act', data: { testid }, on: { click: onClick } }, label);
}

function update() {
  main.dataset.shown = store.view.side;
  phones.visitor.update();
  phones.staff.update();
  for (const [side, each] of Object.entries(tabs)) each.setAttribute('aria-pressed', String(store.view.side === side));
  link.hidden = store.linked;
}

// Only the newest answer counts: an older one may come later.
async function refresh() {
  const mine = ++asked;
  try {
    const state = await ask('state');
    if (mine === asked) draw(state);
  } catch {
    // The server went away; following reads everything anew when it is back.
  }
}

function draw(state) {
  if (state.visitor) store.view.visitor = state.visitor;
  mistakes.show(state);
  why.show(state.why);
  map.show(state);
  languages.replaceChildren(...state.languages.map(([code, name]) => el('button', {
    type: 'button', 'aria-pressed': String(code === state.language), data: { testid: `speak-${code}` },
    on: { click: () => wish('speak', { language: code }) },
  }, name)));
  document.title = state.sound || state.mistakes.length === 0 ? '見ながら直す — えんがわ' : '● 直す所があります — えんがわ';
  changed(store);
}

async function wish(what, details) {
  store.view.side = 'visitor';
  try {
    draw(await ask(what, details));
  } catch {
    toasts.show('いまは、できません。');
  }
}

async function saveScript() {
  try {
    toasts.show(await askForScript());
  } catch (problem) {
    toasts.show(`書けませんでした（${problem.message}）。`);
  }
}

function onEvent(event) {
  if (event.type === 'toast' && event.seq > store.seq) showToast(event);
  const isFromBot = (event.type === 'message' || event.type === 'edit') && event.message.from_bot;
  if (isFromBot) phones[event.chat_id > 0 ? 'visitor' : 'staff'].chat.settleAll();
  apply(store, event);
  if (isFromBot || ['content', 'toast', 'person'].includes(event.type)) refresh();
}

function showToast({ person_id: personId, text }) {
  for (const side of ['visitor', 'staff']) {
    if (viewer(store, side)?.id !== personId) continue;
    phones[side].chat.settleAll();
    if (text) phones[side].toasts.show(text);
  }
}

function onState(snapshot) {
  load(store, snapshot);
  refresh();
}

document.getElementById('app').append(
  el('header', { class: 'top' }, el('h1', {}, '見ながら直す'), el('nav', { class: 'pages', 'aria-label': '見る所' }, ...Object.values(tabs)),
    languages, el('div', { class: 'acts' },
      button('はじめから', 'restart', () => wish('restart', {})),
      button('この会話を台本にする', 'script', saveScript))),
  link, main, toasts.root,
);
store.listeners.add(update);
store.view.side = 'visitor';
update();
try {
  const snapshot = await loadState();
  onState(snapshot);
  follow({ since: snapshot.seq, onEvent, onState, onLink });
} catch {
  follow({ since: null, onEvent, onState, onLink });
}

function onLink(isUp) {
  store.linked = isUp;
  changed(store);
}
