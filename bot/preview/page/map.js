// The map: a flow as it is drawn for paper, with the visitor's step lit and every box a way there.

import { el, svg } from '../dom.js';
import { askForChart } from './ask.js';

const ALL = '';
const NOT_GONE_TO = 'case.'; // these are said by the desk, each alone

export function createMap({ onJump }) {
  const pick = el('select', { 'aria-label': '見る話題', data: { testid: 'pick' }, on: { change: () => look(pick.value) } });
  const sheet = el('div', { class: 'sheet-holder', data: { testid: 'map' } });
  const root = el('section', { class: 'map', 'aria-label': '地図' },
    el('header', { class: 'map-bar' }, pick, el('p', {}, '箱を押すと、電話がそこから始まります。')), sheet);
  let state = null;
  let shown = ALL;
  let isOverviewWanted = false;
  let drawn = '';
  let asked = 0;

  function look(flow) {
    shown = flow;
    isOverviewWanted = flow === ALL;
    redraw();
  }

  function show(next) {
    const hasMoved = next.flow && next.flow !== state?.flow;
    state = next;
    if (hasMoved && !isOverviewWanted) shown = next.flow;
    if (!state.flows.some(([id]) => id === shown)) shown = ALL;
    const options = [[ALL, 'すべての話題'], ...state.flows.map(([id, title]) => [id, `${title}（${id}）`])];
    pick.replaceChildren(...options.map(([id, title]) => el('option', { value: id }, title)));
    redraw();
  }

  async function redraw() {
    pick.value = shown;
    const wanted = `${state.version} ${shown} ${state.language}`;
    if (drawn !== wanted && state.flows.length > 0) {
      const mine = ++asked;
      const chart = await askForChart(shown, state.language).catch(() => null);
      if (mine !== asked || !chart) return;
      drawn = wanted;
      for (const box of chart.querySelectorAll('.box')) open(box);
      sheet.replaceChildren(chart);
    }
    light();
  }

  function open(box) {
    const { place } = box.dataset;
    if (place.startsWith(NOT_GONE_TO)) return;
    const title = box.querySelector('title').textContent;
    const frame = box.querySelector('.frame');
    const right = Number(frame.getAttribute('x')) + Number(frame.getAttribute('width'));
    const middle = Number(frame.getAttribute('y')) + (box.classList.contains('sign') ? 11 : 16);
    box.classList.add('open');
    box.setAttribute('role', 'button');
    box.setAttribute('tabindex', '0');
    box.setAttribute('aria-label', `ここから：${title}`);
    box.append(svg('rect', { class: 'here-back', x: right - 74, y: middle - 10, width: 68, height: 20, rx: 10 }),
      svg('text', { class: 'here', x: right - 40, y: middle, 'text-anchor': 'middle', 'dominant-baseline': 'central' }, 'ここから'));
    box.addEventListener('click', () => onJump(place));
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      onJump(place);
    });
  }

  function light() {
    const boxes = [...sheet.querySelectorAll('.box')];
    const here = boxes.filter((box) => shows(box, (place) => place === state.place));
    const lit = here.length > 0 || shown !== ALL ? here : boxes.filter((box) => shows(box, isInFlow));
    for (const box of boxes) {
      box.classList.toggle('lit', lit.includes(box));
      box.removeAttribute('aria-current');
    }
    lit[0]?.setAttribute('aria-current', 'step');
    lit[0]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function shows(box, isWanted) {
    return box.dataset.places.split(' ').some(isWanted);
  }

  function isInFlow(place) {
    return place.startsWith(`${state.flow}.`);
  }

  return { root, show };
}
