import { type ReactNode, useId } from 'react';
import classes from './card.module.css';

type CardProps = {
  /** The finding or the question, not the chart's type. */
  title?: ReactNode;
  /** One plain sentence on how to read it. */
  caption?: ReactNode;
  /** Buttons and menus at the right of the title. */
  actions?: ReactNode;
  /** A line of controls of the card's own, under the title. */
  toolbar?: ReactNode;
  /** Without inner padding, for tables that reach the edges. */
  flush?: boolean;
  footer?: ReactNode;
  children?: ReactNode;
};

/** The one kind of surface on a page. */
export function Card({ title, caption, actions, toolbar, flush = false, footer, children }: CardProps) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={title ? id : undefined}>
      {title || actions ? (
        <header className={classes.header}>
          <div className={classes.titles}>
            {title ? (
              <h2 id={id} className={classes.title}>
                {title}
              </h2>
            ) : null}
            {caption ? <p className={classes.caption}>{caption}</p> : null}
          </div>
          {actions ? <div className={classes.actions}>{actions}</div> : null}
        </header>
      ) : null}
      {toolbar ? <div className={classes.toolbar}>{toolbar}</div> : null}
      {children == null || children === false ? null : (
        <div className={flush ? classes.flush : classes.body}>{children}</div>
      )}
      {footer ? <footer className={classes.footer}>{footer}</footer> : null}
    </section>
  );
}
