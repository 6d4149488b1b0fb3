import { useNavigate, useParams } from '@tanstack/react-router';
import { useApi } from '../../platform/web/api.ts';
import { useFormat } from '../../platform/web/format.ts';
import { useT } from '../../platform/web/i18n.ts';
import { Band } from '../../platform/web/kit/index.ts';
import { useCan } from '../../platform/web/session.ts';
import { Edit, Retire } from './editing.tsx';
import { EstateFrame } from './estate-frame.tsx';
import { NounFacts } from './noun-facts.tsx';
import { ADDRESSES, PATHS, type Stored } from './nouns.ts';
import { AnswersFor, Around } from './surroundings.tsx';

type Sheeted = 'application' | 'supplier' | 'person' | 'unit' | 'processing';
const PLURALS = {
  application: 'estate:nav.applications',
  supplier: 'estate:nav.suppliers',
  person: 'estate:nav.people',
  unit: 'estate:nav.people',
  processing: 'estate:nav.processings',
} as const;

/** The page of an object: its facts, what it is linked to, and what may be done. */
function Sheet({ noun }: { noun: Sheeted }) {
  const t = useT();
  const f = useFormat();
  const can = useCan();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useApi<Stored>(`${PATHS[noun]}/${id}`);
  if (found.error) throw found.error;
  const object = found.data;
  if (!object) return <EstateFrame title={t('shell:state.loading')} />;
  const up = noun === 'unit' ? ADDRESSES.person : ADDRESSES[noun];
  const mayChange = can(noun === 'processing' ? 'estate:processing:change' : 'estate:asset:change');
  return (
    <EstateFrame
      title={object.name}
      crumbs={[
        { label: t('shell:nav.estate'), to: '/patrimoine' },
        { label: t(PLURALS[noun]), to: up },
      ]}
      folio={
        <>
          <b>{t(`estate:${noun}`)}</b>
          {object.retiredAt ? (
            <span>{t('estate:retired', { date: f.day(String(object.retiredAt)) })}</span>
          ) : null}
        </>
      }
      actions={
        mayChange &&
        !object.retiredAt && (
          <>
            <Edit noun={noun} object={object} />
            <Retire noun={noun} object={object} onDone={() => void navigate({ to: up as string })} />
          </>
        )
      }
    >
      <Band title={t('estate:sheet.facts')}>
        <NounFacts noun={noun} object={object} />
      </Band>
      {(noun === 'application' || noun === 'supplier') && <Around noun={noun} id={object.id} />}
      {noun === 'supplier' && <AnswersFor by="supplier" id={object.id} />}
      {(noun === 'person' || noun === 'unit') && <AnswersFor by="owner" id={object.id} />}
    </EstateFrame>
  );
}

export const ApplicationScreen = () => <Sheet noun="application" />;
export const SupplierScreen = () => <Sheet noun="supplier" />;
export const PersonScreen = () => <Sheet noun="person" />;
export const UnitScreen = () => <Sheet noun="unit" />;
export const ProcessingScreen = () => <Sheet noun="processing" />;
