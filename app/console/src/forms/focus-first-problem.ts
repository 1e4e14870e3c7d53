import type { FormErrors, UseFormReturnType } from '@mantine/form'

/** Takes whoever sends a form with problems to the first of them, by eye, keyboard and screen reader. */
export const focusFirstProblem =
  <Values extends object>({ getInputNode }: UseFormReturnType<Values>) =>
  (errors: FormErrors): void => {
    const [path] = Object.keys(errors)
    const node: HTMLElement | null = path === undefined ? null : getInputNode(path)
    // A group of choices is no control itself; its first choice is.
    const control = node?.matches('input, select, textarea') ? node : node?.querySelector('input')
    control?.focus()
  }
