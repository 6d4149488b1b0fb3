import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';

export interface MenuEntry {
  id: string;
  label: ReactNode;
  /** A second line. */
  note?: ReactNode;
  to?: string;
  run?: () => void;
  disabled?: boolean;
  icon?: ReactNode;
}

/** `<Menu label="Plus d’actions" trigger={<Button>…</Button>} items={[{ id, label, run }]} />` */
export function Menu({
  label,
  trigger,
  items,
}: {
  label: string;
  trigger: ReactElement;
  items: readonly MenuEntry[];
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="pop" placement="bottom end">
        <AriaMenu aria-label={label} className="menu">
          {items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              className="menu-item"
              textValue={typeof item.label === 'string' ? item.label : item.id}
              isDisabled={item.disabled ?? false}
              {...(item.to ? { href: item.to } : {})}
              {...(item.run ? { onAction: item.run } : {})}
            >
              {item.icon}
              <span>
                {item.label}
                {item.note && <span className="l2">{item.note}</span>}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
