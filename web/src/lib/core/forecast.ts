/** How much of a distribution falls into each of `bins` equal parts of its scale; its function is given at equal steps. */
export function densities(cdf: readonly number[], bins: number): number[] {
  const last = cdf.length - 1;
  if (last < 1) return [];
  const at = (share: number) => {
    const i = Math.min(Math.floor(share * last), last - 1);
    const part = share * last - i;
    return cdf[i]! + part * (cdf[i + 1]! - cdf[i]!);
  };
  // What lies at the low end itself belongs to the first part.
  return Array.from({ length: bins }, (_, i) => at((i + 1) / bins) - (i === 0 ? 0 : at(i / bins)));
}
