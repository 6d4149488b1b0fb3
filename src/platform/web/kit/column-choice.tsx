import { useT } from '../i18n.ts';
import { Button } from './button.tsx';
import type { Column } from './column.ts';
import { Dialog } from './dialog.tsx';
import { Checkbox } from './fields.tsx';

interface Props<Row> {
  open: boolean;
  onClose: () => void;
  columns: readonly Column<Row>[];
  shown: readonly string[];
  onChange: (ids: readonly string[] | undefined) => void;
}

export function ColumnChoice<Row>({ open, onClose, columns, shown, onChange }: Props<Row>) {
  const t = useT();
  const set = (id: string, on: boolean) => {
    const next = columns.filter((c) => (c.id === id ? on : shown.includes(c.id))).map((c) => c.id);
    const isDefault = columns.every((c) => next.includes(c.id) === !c.hidden || c.primary);
    onChange(isDefault ? undefined : next);
  };
  return (
    <Dialog open={open} onClose={onClose} title={t('shell:table.columns-choose')} width="narrow">
      <div className="form tight">
        {columns
          .filter((c) => !c.primary && c.label)
          .map((column) => (
            <Checkbox
              key={column.id}
              label={column.label}
              value={shown.includes(column.id)}
              onChange={(on) => set(column.id, on)}
            />
          ))}
        <div className="acts">
          <Button tone="primary" onPress={onClose}>
            {t('shell:actions.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
