import { Fragment, useState } from 'react';
import type { z } from 'zod';
import type { RolesMatrix } from '../../auth/contract.ts';
import { useApi } from '../api.ts';
import { translateLoose, useT } from '../i18n.ts';
import { Band } from '../kit/band.tsx';
import { FacetMark } from '../kit/facet.tsx';
import { ROLES_MATRIX } from './platform-api.ts';

/** What each role may do, room by room: read from the permissions themselves, so never out of date. */
export function RoleMatrix() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const matrix = useApi<z.infer<typeof RolesMatrix>>(ROLES_MATRIX, undefined, { enabled: open });
  const rooms = [...new Set(matrix.data?.permissions.map((p) => p.room) ?? [])];
  return (
    <Band title={t('shell:settings.people.matrix')}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="link">{t('shell:settings.people.matrix-open')}</summary>
        {matrix.data && (
          <section
            className="tw gap-small"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
            tabIndex={0}
            aria-label={t('shell:table.region', { name: t('shell:settings.people.matrix') })}
          >
            <table className="t dense matrix">
              <thead>
                <tr>
                  <th scope="col">{t('shell:settings.people.permission')}</th>
                  {matrix.data.roles.map((role) => (
                    <th key={role} scope="col">
                      {t(`shell:roles.${role}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rooms.map((room) => (
                  <Fragment key={room}>
                    <tr className="room">
                      <th scope="rowgroup" colSpan={(matrix.data?.roles.length ?? 0) + 1}>
                        {translateLoose(`shell:settings.journal.rooms.${room}`, {}, room)}
                      </th>
                    </tr>
                    {matrix.data?.permissions
                      .filter((p) => p.room === room)
                      .map((p) => (
                        <tr key={p.id}>
                          <th scope="row">
                            {translateLoose(
                              `${room}:permissions.${p.id.split(':').slice(1).join('-')}`,
                              {},
                              p.id,
                            )}
                          </th>
                          {matrix.data?.roles.map((role) => (
                            <td key={role}>
                              {p.roles.includes(role) ? (
                                <span className="tri">
                                  <FacetMark state="solid" />
                                  <span className="vh">{t('shell:settings.people.may')}</span>
                                </span>
                              ) : (
                                <span className="vh">{t('shell:settings.people.may-not')}</span>
                              )}
                            </td>
                          ))}
                        </tr>
                      ))}
                  </Fragment>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </details>
    </Band>
  );
}
