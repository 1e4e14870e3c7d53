/** Requests at a time: ECR allows a registry some tens of them a second. */
const AT_A_TIME = 8

/** Does something for each, some at a time, and gives the results in the order of the input. */
export async function inParallel<In, Out>(
  all: readonly In[],
  act: (one: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = []
  const waiting = all.entries()
  const work = async (): Promise<void> => {
    for (const [index, one] of waiting) results[index] = await act(one)
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  return results
}
