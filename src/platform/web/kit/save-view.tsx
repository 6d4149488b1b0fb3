import { z } from 'zod';
import { post, useAction } from '../api.ts';
import { useT } from '../i18n.ts';
import { Dialog } from './dialog.tsx';
import { Form } from './form.tsx';

const ViewForm = z.object({ name: z.string().trim().min(1).max(60), shared: z.boolean() });
const VIEWS = '/api/platform/views';

export interface SaveViewProps {
  list: string;
  criteria: Record<string, string>;
  mayShare: boolean;
  onClose: () => void;
}

/** Gives a name to the criteria on screen. */
export function SaveView({ list, criteria, mayShare, onClose }: SaveViewProps) {
  const t = useT();
  const save = useAction({
    run: (input: z.output<typeof ViewForm>) => post(VIEWS, { list, ...input, search: criteria }),
    refresh: [VIEWS],
    done: 'shell:views.saved',
    silentErrors: true,
  });
  return (
    <Dialog open onClose={onClose} title={t('shell:views.save')} width="narrow">
      <Form
        schema={ViewForm}
        labels="shell:views"
        initial={{ shared: false }}
        fields={{ shared: { hidden: !mayShare } }}
        submit={t('shell:actions.save')}
        onSubmit={(input) => save.mutateAsync(input)}
        onDone={onClose}
        onCancel={onClose}
        guard={false}
        autoFocus
      />
    </Dialog>
  );
}
