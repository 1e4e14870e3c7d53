import { Alert } from '@mantine/core'

/** Says what was done, also to screen readers; takes no place before. */
export const Done = ({ said }: { said: string | undefined }) => (
  <div role="status">
    {said !== undefined && (
      <Alert color="green" mt="sm">
        {said}
      </Alert>
    )}
  </div>
)
