import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { patch, post, useAction, useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { translateLoose, useLocale, useT } from '../../platform/web/i18n.ts';
import {
  Band,
  Button,
  Columns,
  Drawer,
  FacetMark,
  type FacetState,
  Facts,
  FileDrop,
  TextField,
  Timeline,
} from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import { toast } from '../../platform/web/toasts.ts';
import type { Feed, FeedProblem, FeedRun } from '../contract.ts';
import { SourceSettings } from './source-settings.tsx';

/** A source's state by the marks of a facet: never drawn as fine when it is not. */
const MARK: Record<Feed['state'], FacetState> = {
  fresh: 'solid',
  late: 'fragile',
  stale: 'reached',
  failing: 'reached',
  never: 'unknown',
  disabled: 'unknown',
};

/** One source: how far it may be believed, why, and what can be done. */
export function Source({ feed }: { feed: Feed }) {
  const t = useT();
  const f = useFormat();
  const locale = useLocale();
  const [open, setOpen] = useState<'runs' | 'import' | 'settings' | null>(null);
  return (
    <Band
      title={feed.title[locale]}
      note={
        <span className="key">
          <FacetMark state={MARK[feed.state]} /> {t(`watch:feedState.${feed.state}`)}
        </span>
      }
      go={
        <Button size="small" tone="quiet" onPress={() => setOpen('runs')}>
          {t('watch:sources.runs')}
        </Button>
      }
    >
      <Columns split="7:5">
        <div>
          <p className="read">{feed.description[locale]}</p>
          {feed.notice && (
            <p className="sec" lang="en">
              {feed.notice}
            </p>
          )}
          {feed.reasons.map((reason) => (
            <p key={reason} className="sec">
              {translateLoose(`watch:health.${reason}`, undefined, reason)}
            </p>
          ))}
          {feed.lastError && (
            <p className="note">
              <b>{t('watch:sources.error')}</b> : <Problem problem={feed.lastError} />
            </p>
          )}
          {feed.held && <Held feed={feed} />}
          <Actions feed={feed} onImport={() => setOpen('import')} onSettings={() => setOpen('settings')} />
        </div>
        <Facts
          items={[
            [
              t('watch:sources.last'),
              feed.lastSuccessAt ? f.recent(feed.lastSuccessAt) : t('watch:sources.never'),
            ],
            [t('watch:sources.newest'), feed.dataAt ? f.recent(feed.dataAt) : null],
            [t('watch:sources.count'), f.number(feed.itemCount)],
            [
              t('watch:sources.bytes'),
              t('watch:sources.of', { used: f.bytes(feed.bytes.used), monthly: f.bytes(feed.bytes.monthly) }),
            ],
            [t('watch:sources.next'), feed.nextDueAt ? f.recent(feed.nextDueAt) : null],
            [
              t('watch:sources.error'),
              feed.badCount > 0 ? t('watch:sources.bad', { count: feed.badCount }) : null,
            ],
            [t('watch:sources.licence'), feed.licence.name],
          ]}
        />
      </Columns>
      {open === 'runs' && <Runs feed={feed} onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportFile feed={feed} onClose={() => setOpen(null)} />}
      {open === 'settings' && (
        <Drawer open onClose={() => setOpen(null)} title={feed.title[locale]}>
          <SourceSettings feed={feed} onDone={() => setOpen(null)} />
        </Drawer>
      )}
    </Band>
  );
}

/** A recorded refusal in words, with its file and place. */
function Problem({ problem }: { problem: FeedProblem }) {
  const text = translateLoose(
    problem.code.replace('.', ':errors.'),
    problem.details as Record<string, string | number>,
    problem.code,
  );
  return (
    <>
      {text} {problem.place && <span className="m any">{problem.place}</span>}
    </>
  );
}

function Actions({
  feed,
  onImport,
  onSettings,
}: {
  feed: Feed;
  onImport: () => void;
  onSettings: () => void;
}) {
  const t = useT();
  const can = useCan();
  const pull = useAction({
    run: () => post(`/api/watch/feeds/${feed.id}/pull`),
    refresh: ['/api/watch'],
    done: 'watch:sources.pulled',
  });
  const toggle = useAction({
    run: () => patch(`/api/watch/feeds/${feed.id}`, { isEnabled: !feed.isEnabled }),
    refresh: ['/api/watch'],
    done: 'watch:sources.changed',
  });
  return (
    <div className="acts gap-above">
      {can('watch:feed:pull') && feed.isEnabled && (
        <Button size="small" isDisabled={feed.isRunning} onPress={() => pull.mutate()}>
          {t('watch:sources.pull')}
        </Button>
      )}
      {can('watch:feed:import') && (
        <Button size="small" onPress={onImport}>
          {t('watch:sources.import')}
        </Button>
      )}
      {can('watch:feed:configure') && feed.settings.length > 0 && (
        <Button size="small" onPress={onSettings}>
          {t('watch:sources.settings')}
        </Button>
      )}
      {can('watch:feed:configure') && (
        <Button size="small" tone="quiet" onPress={() => toggle.mutate()}>
          {t(feed.isEnabled ? 'watch:sources.disable' : 'watch:sources.enable')}
        </Button>
      )}
    </div>
  );
}

/** An edition that shrank was refused and kept: a person may accept it, saying why. */
function Held({ feed }: { feed: Feed }) {
  const t = useT();
  const can = useCan();
  const [reason, setReason] = useState('');
  const accept = useAction({
    run: () => post(`/api/watch/feeds/${feed.id}/accept-shrink`, { reason }),
    refresh: ['/api/watch'],
    done: 'watch:sources.accepted',
  });
  return (
    <div className="note">
      <p>{t('watch:sources.held', { found: feed.held?.found, previous: feed.held?.previous })}</p>
      {can('watch:feed:override') && (
        <>
          <TextField label={t('watch:sources.accept-reason')} required value={reason} onChange={setReason} />
          <Button size="small" isDisabled={reason.trim().length < 3} onPress={() => accept.mutate()}>
            {t('watch:sources.accept')}
          </Button>
        </>
      )}
    </div>
  );
}

function Runs({ feed, onClose }: { feed: Feed; onClose: () => void }) {
  const t = useT();
  const locale = useLocale();
  const runs = useApi<{ items: FeedRun[] }>(`/api/watch/feeds/${feed.id}/runs`, { size: 20 });
  const items = runs.data?.items ?? [];
  return (
    <Drawer open onClose={onClose} title={feed.title[locale]}>
      {runs.data && items.length === 0 && <p className="sec">{t('watch:sources.runs-none')}</p>}
      <Timeline
        entries={items.map((run) => ({
          id: run.id,
          at: run.startedAt,
          text: (
            <>
              {t('watch:sources.run', {
                state: t(`watch:runState.${run.state}`),
                seen: run.seen,
                created: run.created,
                changed: run.changed,
                bad: run.bad,
              })}
              {run.error && (
                <span className="l2">
                  <Problem problem={run.error} />
                </span>
              )}
              {run.problems.slice(0, 5).map((problem) => (
                <span key={`${problem.place}${problem.code}`} className="l2">
                  <Problem problem={problem} />
                </span>
              ))}
            </>
          ),
          by: `${run.originName}, ${run.actor}`,
        }))}
      />
    </Drawer>
  );
}

function ImportFile({ feed, onClose }: { feed: Feed; onClose: () => void }) {
  const t = useT();
  const locale = useLocale();
  const client = useQueryClient();
  return (
    <Drawer open onClose={onClose} title={feed.title[locale]}>
      <FileDrop
        label={t('watch:sources.drop')}
        path={`/api/watch/feeds/${feed.id}/import`}
        onDone={() => {
          void client.invalidateQueries();
          toast(t('watch:sources.file-read', { feed: feed.title[locale] }));
          onClose();
        }}
      />
    </Drawer>
  );
}
