// Texts from the description reach the page as text only.
const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text ?? '' });
const answer = await fetch('/api/openapi.json');
const { paths } = await answer.json();
const all = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
);

function show(words) {
  const root = document.getElementById('routes');
  const fits = all.filter(({ path, method, operation }) =>
    `${method} ${path} ${operation.summary ?? ''}`.toLowerCase().includes(words.toLowerCase()),
  );
  const tags = [...new Set(fits.map(({ operation }) => operation.tags?.[0] ?? ''))].sort();
  root.replaceChildren(
    ...tags.flatMap((tag) => [
      make('h2', tag),
      ...fits.filter(({ operation }) => (operation.tags?.[0] ?? '') === tag).map(line),
    ]),
  );
}

function line({ path, method, operation }) {
  const details = make('details');
  const summary = make('summary');
  summary.append(make('code', `${method.toUpperCase()} ${path}`), ` ${operation.summary ?? ''}`);
  const { parameters, requestBody, responses } = operation;
  details.append(summary, make('pre', JSON.stringify({ parameters, requestBody, responses }, null, 2)));
  return details;
}

const filter = document.getElementById('filter');
filter.addEventListener('input', () => show(filter.value));
show('');
