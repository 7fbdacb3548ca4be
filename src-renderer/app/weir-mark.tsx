/** The mark: water falling step by step over a weir. */
export function WeirMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#17202e" />
      <path d="M6 10h20" stroke="#93a8d6" strokeWidth="3" strokeLinecap="round" />
      <path d="M9 16h14" stroke="#6f8bc4" strokeWidth="3" strokeLinecap="round" />
      <path d="M12 22h8" stroke="#2dd4bf" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
