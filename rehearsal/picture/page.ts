export async function planPage(_plan: unknown): Promise<string> {
  return ''
}
