// The only module that talks to the server.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

export async function loadState() {
  return answerOf(await fetch('sim/state', { cache: 'no-store' }));
}

export function act(person, name, details = {}) {
  return post('sim/act', { as: person.id, act: name, ...details });
}

export function addPerson(name, role, languageCode) {
  return post('sim/people', { name, role, language_code: languageCode });
}

// Follows the events for as long as the page lives. After a break the whole state is read anew,
// because the server may have been started again and count its events from the beginning.
export function follow({ since, onEvent, onState, onLink }) {
  let wait = FIRST_WAIT;

  function listen(from) {
    const source = new EventSource(`sim/events?since=${from}`);
    source.onopen = () => {
      wait = FIRST_WAIT;
      onLink(true);
    };
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onerror = () => {
      source.close();
      onLink(false);
      later();
    };
  }

  function later() {
    setTimeout(resume, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  async function resume() {
    let snapshot;
    try {
      snapshot = await loadState();
    } catch {
      later();
      return;
    }
    onState(snapshot);
    listen(snapshot.seq);
  }

  if (since === null) resume();
  else listen(since);
}

async function post(path, body) {
  return answerOf(await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  }));
}

async function answerOf(response) {
  const text = await response.text();
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    // A refusal may come as plain text; it is told below in the server's own words.
  }
  if (!response.ok) throw new Error(reasonIn(answer) ?? (text || response.statusText));
  return answer;
}

function reasonIn(answer) {
  return answer?.description ?? answer?.error ?? null;
}
