import { Layers, User, Users } from 'lucide-react';
import { useFormat } from '../../platform/web/format.ts';
import { type TextKey, useT } from '../../platform/web/i18n.ts';
import {
  Band,
  Columns,
  Countdown,
  Empty,
  Link,
  Severity,
  type SeverityLevel,
} from '../../platform/web/kit/index.ts';
import type { Brief, TodoItem } from '../contract.ts';

/** Decisions by deadline, mine first: one lead story, then strips. */
export function Todo({ brief }: { brief: Brief }) {
  const t = useT();
  const [first, ...rest] = brief.todo;
  const note = [
    t('steer:today.todo-note', { count: brief.counts.todo }),
    brief.counts.mine > 0 && t('steer:today.todo-mine', { count: brief.counts.mine }),
  ];
  return (
    <Band
      id="traiter"
      title={t('steer:today.todo')}
      note={note.filter(Boolean).join(', ')}
      go={<Link to="/expositions">{t('steer:today.all')}</Link>}
    >
      {first ? (
        <Columns split="5:7">
          <Story item={first} />
          <ol className="strips">
            {rest.map((item) => (
              <Strip key={`${item.kind}${item.findingId}`} item={item} />
            ))}
          </ol>
        </Columns>
      ) : (
        <Empty title={t('steer:today.nothing')}>{t('steer:today.nothing-why')}</Empty>
      )}
    </Band>
  );
}

function Story({ item }: { item: TodoItem }) {
  const t = useT();
  return (
    <article className="story">
      <Countdown until={item.deadline} size="big" />
      {item.isMine && <div className="mut">{t('steer:today.yours')}</div>}
      <h3>
        <Link className="plain" to={`/expositions/${item.findingId}`}>
          {item.title}
        </Link>
      </h3>
      <p className="read">
        <Marks item={item} /> <Sentence item={item} />
      </p>
      <Meta item={item} />
      <div className="acts">
        <Link className="btn pri" to={`/expositions/${item.findingId}`}>
          {t(item.kind === 'finding' ? 'steer:today.open' : 'steer:today.prolong')}
        </Link>
      </div>
    </article>
  );
}

function Strip({ item }: { item: TodoItem }) {
  return (
    <li className="strip">
      <Countdown until={item.deadline} size="row" />
      <div>
        <h3>
          <Link to={`/expositions/${item.findingId}`}>{item.title}</Link>
        </h3>
        <p>
          <Marks item={item} /> <Sentence item={item} />
        </p>
        <Meta item={item} />
      </div>
    </li>
  );
}

function Marks({ item }: { item: TodoItem }) {
  return item.kind === 'finding' ? <Severity level={item.severity as SeverityLevel} /> : null;
}

/** « CVE-2024-3400 : PAN-OS 10.2.8 sur fw-nord et 1 autre, exploitée, exposé à Internet. » */
function Sentence({ item }: { item: TodoItem }) {
  const t = useT();
  const shown = item.assets.slice(0, 2);
  const others = item.assets.length - shown.length;
  const assets = [shown.join(', '), others > 0 && t('steer:today.others', { count: others })]
    .filter(Boolean)
    .join(' ');
  const product = [item.product, item.version].filter(Boolean).join(' ');
  if (item.kind === 'ending-decision') {
    return (
      <>
        {t('steer:today.ends', {
          decision: t(`steer:decision.${item.outcome ?? 'accept'}` as TextKey),
          product,
          assets,
        })}
      </>
    );
  }
  const facts = [item.isKev && t('steer:today.kev'), item.isExposed && t('steer:today.exposed')]
    .filter(Boolean)
    .join(', ');
  return (
    <>
      {t('steer:today.on', { vulnerability: item.vulnerabilityId, product, assets })}{' '}
      {facts && `${facts[0]?.toUpperCase()}${facts.slice(1)}.`}
    </>
  );
}

function Meta({ item }: { item: TodoItem }) {
  const t = useT();
  const f = useFormat();
  const [service] = item.services;
  const others = item.services.length - 1;
  return (
    <div className="meta">
      {item.owner && (
        <span>
          <User className="i" aria-hidden="true" />
          {item.owner}
        </span>
      )}
      <span>
        <Layers className="i" aria-hidden="true" />
        {service
          ? [service.name, others > 0 && t('steer:today.others', { count: others })].filter(Boolean).join(' ')
          : t('steer:today.no-service')}
      </span>
      {item.users > 0 && (
        <span>
          <Users className="i" aria-hidden="true" />
          {t('steer:today.users', { users: f.number(item.users) })}
        </span>
      )}
    </div>
  );
}
