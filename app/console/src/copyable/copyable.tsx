import { Button, CopyButton, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface CopyableProps {
  readonly label: string
  readonly text: string
}

/** A text that people need elsewhere, with a button that copies it. */
export function Copyable({ label, text }: CopyableProps) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Group gap="xs" align="center">
        <code className="wrapped">{text}</code>
        <CopyButton value={text} timeout={5_000}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy} aria-live="polite">
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  )
}
