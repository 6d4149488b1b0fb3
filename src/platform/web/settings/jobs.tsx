import { useState } from 'react';
import type { JobRun } from '../../jobs/contract.ts';
import { post, useAction } from '../api.ts';
import { useFormat } from '../format.ts';
import { translateLoose, useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { Confirm } from '../kit/dialog.tsx';
import { Facts } from '../kit/facts.tsx';
import { JsonTree } from '../kit/json-tree.tsx';
import { useCan } from '../session.ts';
import { toast } from '../toasts.ts';
import { Parked } from './parked.tsx';
import { JOBS } from './platform-api.ts';
import { SettingsScreen } from './settings-frame.tsx';

const STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/** What did its work needs no second run. */
const ENDED_BADLY: ReadonlySet<string> = new Set(['failed', 'cancelled']);

/** « watch.pull-feed » → its words, from its room's texts, or the name itself. */
const jobWords = (name: string): string => {
  const [room = '', ...rest] = name.split('.');
  return translateLoose(`${room}:jobs.${rest.join('.')}`, {}, name);
};

/** What the work is about, when its input names it in a word: the feed, the import. */
const jobObject = (input: unknown): string =>
  typeof input === 'object' && input !== null
    ? Object.values(input)
        .filter((v) => typeof v === 'string' && v.length <= 40)
        .join(', ')
    : '';

export function Screen() {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const [stopping, setStopping] = useState<JobRun>();
  const span = (run: JobRun) =>
    run.startedAt
      ? f.duration(new Date(run.endedAt ?? Date.now()).getTime() - new Date(run.startedAt).getTime())
      : '–';
  const canRerun = can('platform:job:rerun');
  const rerun = useAction({
    run: (run: JobRun) => post(`${JOBS}/${run.id}/rerun`),
    refresh: [JOBS],
    done: 'shell:settings.jobs.rerun-asked',
  });
  const cancel = can('platform:job:cancel') && ((run: JobRun) => setStopping(run));
  return (
    <SettingsScreen
      title={t('shell:settings.jobs.title')}
      density="working"
      dek={t('shell:settings.jobs.dek')}
      keys={[
        { keys: ['J', 'K'], label: t('shell:keys.row') },
        { keys: [t('shell:keys.space')], label: t('shell:keys.preview') },
      ]}
    >
      <Parked />
      <DataTable<JobRun>
        name={t('shell:settings.jobs.title')}
        list="platform.jobs"
        path={JOBS}
        rowId={(run) => run.id}
        rowLabel={(run) => jobWords(run.name)}
        columns={[
          {
            id: 'name',
            label: t('shell:settings.jobs.name'),
            primary: true,
            cell: (run) => (
              <>
                {jobWords(run.name)} <span className="mut">{jobObject(run.input)}</span>
              </>
            ),
          },
          {
            id: 'state',
            label: t('shell:settings.jobs.state'),
            cell: (run) => <JobState run={run} />,
            phone: 'aside',
          },
          {
            id: 'progress',
            label: t('shell:settings.jobs.progress'),
            cell: (run) => <JobProgress run={run} />,
          },
          {
            id: 'started',
            label: t('shell:settings.jobs.started'),
            cell: (run) => f.recent(run.startedAt ?? run.runAt),
          },
          { id: 'took', label: t('shell:settings.jobs.took'), align: 'end', cell: span },
          {
            id: 'attempts',
            label: t('shell:settings.jobs.attempts'),
            align: 'end',
            cell: (run) => `${run.attempts} / ${run.maxAttempts}`,
            hidden: true,
          },
          { id: 'actor', label: t('shell:settings.jobs.actor'), cell: (run) => run.actor, phone: 'none' },
          {
            id: 'act',
            label: '',
            align: 'end',
            cell: (run) =>
              cancel && (run.state === 'running' || run.state === 'waiting') ? (
                <Button size="small" onPress={() => cancel(run)}>
                  {t('shell:settings.jobs.cancel')}
                </Button>
              ) : canRerun && ENDED_BADLY.has(run.state) ? (
                <Button size="small" onPress={() => rerun.mutate(run)} isDisabled={rerun.isPending}>
                  {t('shell:settings.jobs.rerun')}
                </Button>
              ) : null,
          },
        ]}
        filters={[
          {
            id: 'state',
            label: t('shell:settings.jobs.state'),
            options: STATES.map((s) => ({ value: s, label: t(`shell:settings.jobs.states.${s}`) })),
          },
        ]}
        views={[
          { id: 'all', label: t('shell:views.all'), search: {} },
          {
            id: 'now',
            label: t('shell:settings.jobs.now'),
            search: { state: 'running,waiting' },
            count: { path: JOBS, query: { state: 'running,waiting' } },
          },
          {
            id: 'failed',
            label: t('shell:settings.jobs.failed'),
            search: { state: 'failed' },
            count: { path: JOBS, query: { state: 'failed' } },
          },
        ]}
        preview={(run) => <JobDetail run={run} took={span(run)} />}
      />
      <Confirm
        open={stopping !== undefined}
        onClose={() => setStopping(undefined)}
        title={t('shell:settings.jobs.cancel-title')}
        action={t('shell:settings.jobs.cancel')}
        danger
        run={async () => {
          if (!stopping) return;
          await post(`${JOBS}/${stopping.id}/cancel`);
          toast(t('shell:settings.jobs.cancelled'));
        }}
      >
        {t('shell:settings.jobs.cancel-text', { name: stopping ? jobWords(stopping.name) : '' })}
      </Confirm>
    </SettingsScreen>
  );
}

function JobState({ run }: { run: JobRun }) {
  const t = useT();
  return (
    <span className={run.state === 'failed' ? 'sev high' : run.state === 'running' ? 'job-now' : 'sec'}>
      {t(`shell:settings.jobs.states.${run.state}`)}
    </span>
  );
}

function JobProgress({ run }: { run: JobRun }) {
  const f = useFormat();
  if (run.state === 'failed') return <span className="sec">{run.error?.message}</span>;
  if (!run.progress || run.state !== 'running')
    return <span className="mut">{run.progress?.note ?? ''}</span>;
  const { done, total, note } = run.progress;
  const said = total ? `${f.number(done)} / ${f.number(total)}` : f.number(done);
  return (
    <span className="job-progress">
      {total ? <progress value={done} max={total} aria-label={jobWords(run.name)} /> : null}
      {said} {note && <span className="mut">{note}</span>}
    </span>
  );
}

function JobDetail({ run, took }: { run: JobRun; took: string }) {
  const t = useT();
  const f = useFormat();
  return (
    <>
      <p className="mut m">{run.name}</p>
      <h2>{jobWords(run.name)}</h2>
      <Facts
        items={[
          [t('shell:settings.jobs.state'), <JobState key="s" run={run} />],
          [t('shell:settings.jobs.started'), run.startedAt ? f.dateTime(run.startedAt) : '–'],
          [t('shell:settings.jobs.ended'), run.endedAt ? f.dateTime(run.endedAt) : '–'],
          [t('shell:settings.jobs.took'), took],
          [t('shell:settings.jobs.attempts'), `${run.attempts} / ${run.maxAttempts}`],
          [t('shell:settings.jobs.actor'), run.actor],
        ]}
      />
      {run.error && (
        <>
          <h3>{t('shell:settings.jobs.error')}</h3>
          <p>{run.error.message}</p>
          <p className="mut m">{run.error.code}</p>
        </>
      )}
      {run.result && (
        <>
          <h3>{t('shell:settings.jobs.result')}</h3>
          <JsonTree value={run.result} open={2} />
        </>
      )}
      {run.input !== null && run.input !== undefined && (
        <>
          <h3>{t('shell:settings.jobs.input')}</h3>
          <JsonTree value={run.input} open={1} />
        </>
      )}
    </>
  );
}
