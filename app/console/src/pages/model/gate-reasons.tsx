import { Group, List, Text, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ENGLISH } from './english.ts'
import type { Reason } from './queries.ts'

type KnownRule = keyof typeof ENGLISH.gate.rules

const isKnown = (rule: string): rule is KnownRule => rule in ENGLISH.gate.rules

/** What every rule of the gate said, those that were not passed first. */
export function GateReasons({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation('model')
  const sorted = [...reasons].sort((a, b) => Number(a.passed) - Number(b.passed))
  return (
    <List listStyleType="none" spacing="xs" p={0}>
      {sorted.map(({ rule, passed, detail }) => (
        <List.Item key={rule} data-passed={passed}>
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <Text span c={passed ? 'green' : 'red'} fw={700} aria-hidden>
              {passed ? '✓' : '✕'}
            </Text>
            <div>
              <Text size="sm" fw={passed ? 400 : 600}>
                {isKnown(rule) ? t(`gate.rules.${rule}`) : rule}{' '}
                <VisuallyHidden>{t(passed ? 'gate.passed' : 'gate.failed')}</VisuallyHidden>
              </Text>
              <Text size="xs" c="dimmed" lang="en" style={{ overflowWrap: 'anywhere' }}>
                {detail}
              </Text>
            </div>
          </Group>
        </List.Item>
      ))}
    </List>
  )
}
