// What the page asks of the preview's own server.

export async function ask(what, details) {
  const response = await fetch(`preview/${what}`, details === undefined ? { cache: 'no-store' } : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(details),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

export async function askForChart(flow, language) {
  const wanted = new URLSearchParams({ flow, language });
  const response = await fetch(`preview/chart?${wanted}`, { cache: 'no-store' });
  if (!response.ok) return null;
  const drawn = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
  return document.importNode(drawn.documentElement, true);
}

// Gives a sentence for the editor.
export async function askForScript() {
  const { name, text, saved } = await ask('script', {});
  if (!saved) download(name, text);
  return saved ? `${name} に書きました。` : `${name} を保存しました。flows/scripts に置くと、engawa test が確かめます。`;
}

function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/yaml' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
