import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { ChangeUser, InviteUser, RoleSchema, type UserRow, type UserWithLink } from '../../auth/contract.ts';
import { patch, post, queryClient } from '../api.ts';
import { useFormat } from '../format.ts';
import { currentLocale, useT } from '../i18n.ts';
import { Button } from '../kit/button.tsx';
import { CopyButton } from '../kit/copy-button.tsx';
import { DataTable } from '../kit/data-table.tsx';
import { Dialog, Drawer } from '../kit/dialog.tsx';
import { Form } from '../kit/form.tsx';
import { useCan } from '../session.ts';
import { toast } from '../toasts.ts';
import { useConfirmAgain } from './confirm-again.tsx';
import { USERS } from './platform-api.ts';
import { RoleMatrix } from './role-matrix.tsx';
import { SettingsScreen } from './settings-frame.tsx';

type Linked = z.infer<typeof UserWithLink>;
/** As people open it, when the server gives a path. */
const fullLink = (link: string) => new URL(link, location.origin).href;
const STATES = ['active', 'invited', 'disabled'] as const;

export function Screen() {
  const t = useT();
  const f = useFormat();
  const canWrite = useCan()('platform:user:manage');
  const again = useConfirmAgain();
  const [inviting, setInviting] = useState(false);
  const [editing, setEditing] = useState<UserRow>();
  const [linked, setLinked] = useState<Linked>();
  const refresh = () =>
    queryClient.invalidateQueries({ predicate: (q) => String(q.queryKey[1]).startsWith(USERS) });
  const roles = RoleSchema.options.map((role) => ({
    value: role,
    label: t(`shell:roles.${role}`),
    note: t(`shell:role-notes.${role}`),
  }));
  return (
    <SettingsScreen
      title={t('shell:settings.people.title')}
      density="working"
      dek={t('shell:settings.people.dek')}
      actions={
        canWrite && (
          <Button
            tone="primary"
            icon={<UserPlus className="i" aria-hidden="true" />}
            onPress={() => setInviting(true)}
          >
            {t('shell:settings.people.invite')}
          </Button>
        )
      }
    >
      <DataTable<UserRow>
        name={t('shell:settings.people.title')}
        list="platform.users"
        path={USERS}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        tall
        columns={[
          {
            id: 'name',
            label: t('shell:settings.people.name'),
            primary: true,
            sort: true,
            cell: (row) => (
              <>
                {row.name}
                <span className="l2">{row.email}</span>
              </>
            ),
          },
          {
            id: 'roles',
            label: t('shell:settings.people.roles'),
            cell: (row) => row.roles.map((role) => t(`shell:roles.${role}`)).join(', '),
          },
          {
            id: 'state',
            label: t('shell:settings.people.state'),
            cell: (row) => t(`shell:settings.people.states.${row.state}`),
            phone: 'aside',
          },
          {
            id: 'factor',
            label: t('shell:settings.people.factor'),
            cell: (row) =>
              row.hasSecondFactor ? (
                t('shell:settings.people.factor-yes')
              ) : (
                <span className="mut">{t('shell:settings.people.factor-no')}</span>
              ),
          },
          {
            id: 'seen',
            label: t('shell:settings.people.seen'),
            cell: (row) => (row.lastSignInAt ? f.recent(row.lastSignInAt) : '–'),
          },
          {
            id: 'edit',
            label: '',
            align: 'end',
            cell: (row) =>
              canWrite && (
                <Button
                  size="small"
                  onPress={() => setEditing(row)}
                  aria-label={t('shell:settings.people.edit', { name: row.name })}
                >
                  {t('shell:actions.edit')}
                </Button>
              ),
          },
        ]}
        filters={[
          { id: 'role', label: t('shell:settings.people.roles'), options: roles },
          {
            id: 'state',
            label: t('shell:settings.people.state'),
            options: STATES.map((s) => ({ value: s, label: t(`shell:settings.people.states.${s}`) })),
          },
        ]}
      />
      <RoleMatrix />
      <Drawer open={inviting} onClose={() => setInviting(false)} title={t('shell:settings.people.invite')}>
        <Form
          schema={InviteUser}
          labels="shell:settings.people.form"
          initial={{ locale: currentLocale() }}
          fields={{ roles: { options: roles } }}
          submit={t('shell:settings.people.invite-submit')}
          onSubmit={(values) => again.run(() => post<Linked>(USERS, values)).then(setLinked)}
          onDone={() => {
            setInviting(false);
            void refresh();
          }}
          onCancel={() => setInviting(false)}
          autoFocus
        />
      </Drawer>
      <Drawer open={editing !== undefined} onClose={() => setEditing(undefined)} title={editing?.name ?? ''}>
        {editing && (
          <>
            <Form
              schema={ChangeUser}
              labels="shell:settings.people.form"
              initial={{
                name: editing.name,
                roles: editing.roles,
                state: editing.state === 'disabled' ? 'disabled' : 'active',
                oidcSubject: editing.oidcSubject ?? '',
              }}
              fields={{ roles: { options: roles } }}
              submit={t('shell:actions.save')}
              onSubmit={(values) => again.run(() => patch(`${USERS}/${editing.id}`, values))}
              onDone={() => {
                setEditing(undefined);
                toast(t('shell:settings.people.saved'));
                void refresh();
              }}
              onCancel={() => setEditing(undefined)}
            />
            <p className="gap-above">
              <Button
                tone="quiet"
                onPress={() =>
                  void again.run(() => post<Linked>(`${USERS}/${editing.id}/link`)).then(setLinked)
                }
              >
                {t('shell:settings.people.new-link')}
              </Button>
            </p>
          </>
        )}
      </Drawer>
      <Dialog
        open={linked !== undefined}
        onClose={() => setLinked(undefined)}
        title={t('shell:settings.people.link-title')}
      >
        {linked && (
          <>
            <p className="sec">
              {t(linked.mailed ? 'shell:settings.people.link-mailed' : 'shell:settings.people.link-text', {
                name: linked.user.name,
              })}
            </p>
            <p className="secret gap-small">{fullLink(linked.link)}</p>
            <div className="acts gap-small">
              <CopyButton text={fullLink(linked.link)} />
            </div>
          </>
        )}
      </Dialog>
      {again.dialog}
    </SettingsScreen>
  );
}
