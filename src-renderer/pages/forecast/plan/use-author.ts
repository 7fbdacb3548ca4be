import { useLocalStorage } from '@mantine/hooks';

/** The name under which targets are set and calls are made; kept on this computer. */
export function useAuthor() {
  const [author, setAuthor] = useLocalStorage<string>({ key: 'weir.author', defaultValue: '' });
  return { author, setAuthor, known: author.trim() !== '' };
}
