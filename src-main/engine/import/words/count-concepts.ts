import type { Concept } from './concepts';
import type { ReadHeader } from './read-header';

/** A header is about a concept when enough of its letters are understood, whatever else it says. */
const leastCoverage = 0.45;

/** Whether a header speaks of all these concepts, in the reading that explains it best. */
export function speaksOf({ readings }: ReadHeader, ...wanted: Concept[]): boolean {
  const [best] = readings;
  return (
    best !== undefined &&
    best.coverage >= leastCoverage &&
    wanted.every((concept) => best.concepts.includes(concept))
  );
}
