import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Kbd } from './kbd.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className'> {
  /** One `primary` a view. `quiet`: a link-like action. */
  tone?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'small' | 'normal';
  icon?: ReactNode;
  /** Only the icon is drawn; then `aria-label` is required. */
  iconOnly?: boolean;
  /** The key that does the same. */
  hint?: string;
  wide?: boolean;
  className?: string;
  children?: ReactNode;
}

/** `<Button tone="primary" onPress={save}>Enregistrer</Button>` */
export function Button({
  tone = 'plain',
  size = 'normal',
  icon,
  iconOnly,
  hint,
  wide,
  className,
  children,
  ...rest
}: ButtonProps) {
  const classes = [
    'btn',
    tone === 'primary' && 'pri',
    tone === 'quiet' && 'q',
    tone === 'danger' && 'danger',
    size === 'small' && 'sm',
    iconOnly && 'ic',
    wide && 'wide',
    className,
  ];
  return (
    <AriaButton {...rest} className={classes.filter(Boolean).join(' ')}>
      {icon}
      {children}
      {hint && <Kbd>{hint}</Kbd>}
    </AriaButton>
  );
}
