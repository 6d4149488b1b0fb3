import type { Context } from '../context.ts';
import { quote } from '../finding.ts';
import { isDateTime, isUri } from '../formats.ts';
import { has, isJson, itemsAt, objectAt, textAt, textsAt } from '../json.ts';
import { list, object, text } from '../shape.ts';

const word = text();
const key = text({ pattern: /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9_]*[a-zA-Z0-9]|T\*)$/, what: 'a key' });
const SEMVER = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const NAMESPACE =
  /^(?:x_[a-z0-9.-]+#[a-z0-9.-]+|[a-z][a-z0-9]+(?:[.-]?[a-z0-9]+)*(?:#[a-z0-9.-]+)?)(?:\/[A-Za-z0-9.#$/-]*)?$/;
const closed = { closed: true };
const reference = object(
  { 'uri!': text({ test: isUri, what: 'a URI' }), 'summary!': text({ empty: true }) },
  closed,
);

/** https://certcc.github.io/SSVC/data/schema/v2/ */
const SELECTION_LIST = object(
  {
    'timestamp!': text({ test: isDateTime, what: 'a date and time' }),
    'schemaVersion!': text({ of: ['2.0.0'] }),
    target_ids: list(text({ empty: true }), { unique: true }),
    'selections!': list(
      object(
        {
          'namespace!': text({
            test: (t) => t.length >= 3 && t.length <= 1000 && NAMESPACE.test(t),
            what: 'a namespace',
          }),
          'key!': key,
          'version!': text({ test: (t) => t.length <= 200 && SEMVER.test(t), what: 'a version' }),
          name: word,
          definition: word,
          'values!': list(object({ name: word, definition: word, 'key!': key }, closed)),
        },
        closed,
      ),
    ),
    decision_point_resources: list(reference),
    references: list(reference),
  },
  closed,
);

/** Tests 6.1.46 and 6.1.47: SSVC of CSAF 2.1. */
export function checkSsvc({ vulnerabilities, tracking, sink, version }: Context): void {
  if (version !== '2.1') return;
  const own = textAt(tracking, 'id');
  for (const { item, path } of vulnerabilities) {
    const ids = new Set(itemsAt(item, 'ids', path).map((id) => textAt(id.item, 'text')));
    ids.add(textAt(item, 'cve'));
    for (const metric of itemsAt(item, 'metrics', path)) {
      const content = objectAt(metric.item, 'content');
      if (!has(content, 'ssvc_v2')) continue;
      const place = `${metric.path}/content/ssvc_v2`;
      SELECTION_LIST(content.ssvc_v2, place, (at, message) => sink('6.1.46', at, message));
      if (!isJson(content.ssvc_v2)) continue;
      for (const [i, target] of textsAt(content.ssvc_v2, 'target_ids').entries()) {
        const isAmbiguous = target === own && vulnerabilities.length > 1;
        if (!ids.has(target) || isAmbiguous)
          sink(
            '6.1.47',
            `${place}/target_ids/${i}`,
            `${quote(target)} is no identifier of this vulnerability`,
          );
      }
    }
  }
}
