import type { ReactNode } from 'react';
import classes from './open-button.module.css';

type OpenButtonProps = {
  onClick: () => void;
  children: ReactNode;
  /** A remark beside a figure rather than the figure. */
  quiet?: boolean;
  /** The whole text, where it may be cut. */
  title?: string | undefined;
  /** What the figure is, to people who cannot see rows and columns. */
  label?: string | undefined;
};

/** Text that opens what stands behind it. */
export function OpenButton({ onClick, children, quiet = false, title, label }: OpenButtonProps) {
  return (
    <button
      type="button"
      className={quiet ? classes.quiet : classes.open}
      title={title}
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
