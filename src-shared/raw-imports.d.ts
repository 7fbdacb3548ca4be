/** SQL lives in files of its own and is imported as text: `import sql from './win-rate.sql?raw'`. */
declare module '*.sql?raw' {
  const text: string;
  export default text;
}
