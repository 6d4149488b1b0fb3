import { Layers } from 'lucide-react';
import { useFormat } from '../format.ts';
import { Link } from './link.tsx';

export interface ServiceChipProps {
  id: string;
  name: string;
  users?: number | null;
  /** Reached through a dependency that has a degraded mode. */
  degraded?: boolean;
}

/** A public service, wherever it is named: leads to its page. */
export function ServiceChip({ id, name, users, degraded }: ServiceChipProps) {
  const f = useFormat();
  return (
    <Link to={`/services/${id}`} className={degraded ? 'service-chip degraded' : 'service-chip'}>
      <Layers className="i" aria-hidden="true" />
      {name}
      {users !== undefined && users !== null && <span className="mut">{f.number(users)}</span>}
    </Link>
  );
}

/** « Messagerie des agents et 2 autres »: the first ones by name, the rest counted by `others`. */
export function ServiceNames({ names, others }: { names: readonly string[]; others?: string }) {
  return (
    <>
      {names.join(', ')}
      {others && <span className="l2">{others}</span>}
    </>
  );
}
