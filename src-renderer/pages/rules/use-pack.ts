import { useMemo } from 'react';
import { builtInPacks, type NamedPack, parsePack, type RulePack, rulePacks } from '#shared/model/rule-pack';
import { useSaved } from '../../components/saved/use-saved';
import { useAddressValue } from '../../state/use-scope';

/**
 * The pack of the page: one that the address names by its id, and behind it, while it is edited, the rules as they are, so
 * that the view can be shared.
 */
export function usePack() {
  const { items } = useSaved('rules');
  const [address, setAddress] = useAddressValue('pack');
  const packs = useMemo(() => rulePacks(items), [items]);
  const [id = '', ...rest] = (address ?? '').split('~');
  const text = rest.join('~');
  const chosen: NamedPack | undefined = packs.find((one) => one.id === id) ?? packs[0] ?? builtInPacks[0];
  const edited = useMemo(() => parsePack(text), [text]);
  const pack = useMemo((): RulePack => {
    if (edited) return edited;
    return { rules: chosen?.rules ?? [], followUp: chosen?.followUp ?? 'auto' };
  }, [edited, chosen]);
  return {
    packs,
    chosen,
    pack,
    isEdited: edited !== null,
    choose: setAddress,
    edit: (next: RulePack) => setAddress(`${chosen?.id ?? ''}~${JSON.stringify(next)}`),
    reset: () => setAddress(chosen?.id ?? null),
  };
}
