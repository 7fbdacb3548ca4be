import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

const ink: MantineColorsTuple = [
  '#f3f5f8',
  '#e7ebf1',
  '#cfd6e0',
  '#b1bbca',
  '#8b97a9',
  '#6b778a',
  '#505b6d',
  '#3a4454',
  '#242d3b',
  '#151c27',
];

const dark: MantineColorsTuple = [
  '#e7ebf1',
  '#c3ccd8',
  '#9ca7b7',
  '#7a8698',
  '#3b4655',
  '#262e39',
  '#1b212a',
  '#151a21',
  '#11161c',
  '#0e1217',
];

/** Mantine looks at the light shade alone when it picks the text of a filled button; ink turns round in the dark. */
const inkContrast: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const ink = (input.color ?? input.theme.primaryColor) === 'ink';
  return input.variant === 'filled' && ink ? { ...colors, color: 'var(--on-ink)' } : colors;
};

/** Controls are ink on paper; hues are kept for what a number means (see styles/tokens.css). */
export const mantineTheme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  autoContrast: true,
  variantColorResolver: inkContrast,
  colors: { ink, dark },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: Modal.extend({ defaultProps: { overlayProps: { backgroundOpacity: 0.3 }, radius: 10 } }),
    Popover: Popover.extend({ defaultProps: { radius: 8, transitionProps: { duration: 80 } } }),
    Menu: Menu.extend({ defaultProps: { radius: 8, transitionProps: { duration: 80 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { color: 'ink', withArrow: false, fz: 12 } }),
  },
});

export const mantineVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--faint)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-anchor': 'var(--text)',
  };
  return { variables: {}, light: shared, dark: shared };
};
