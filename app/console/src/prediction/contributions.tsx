import { List, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { scaleLinear } from 'd3-scale'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../figures/use-figures.ts'
import { contributionSentence, valueWords } from './contribution-words.ts'
import type { Contribution, Prediction } from './prediction.ts'

/** A bar from the middle to the left or right; the number beside it says the same. */
function EffectBar({ effect, most }: { effect: number; most: number }) {
  const width = scaleLinear().domain([0, most]).range([0, 50])(Math.abs(effect))
  return (
    <svg width="100%" height="18" aria-hidden="true" className="prediction-effect">
      <line className="zero" x1="50%" x2="50%" y1="0" y2="18" />
      <rect
        className={effect > 0 ? 'raise' : 'lower'}
        x={`${effect > 0 ? 50 : 50 - width}%`}
        y="3"
        width={`${width}%`}
        height="12"
        rx="2"
      />
    </svg>
  )
}

const byEffect = (one: Contribution, other: Contribution) =>
  Math.abs(other.probability) - Math.abs(one.probability)

/** What each input did to the probability: bars in a table, and as sentences. */
export function Contributions({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslation('prediction')
  const { percent, percentagePoints, signedPercentagePoints } = useFigures()
  const inputs = [...prediction.contributions].sort(byEffect)
  const most = Math.max(0.01, ...inputs.map(({ probability }) => Math.abs(probability)))
  return (
    <Stack gap="xs" component="section" aria-labelledby="why">
      <Title order={3} size="h4" id="why">
        {t('why.title')}
      </Title>
      <List size="sm" spacing={2}>
        {inputs.map((one) => (
          <List.Item key={one.feature}>{contributionSentence(t, one, percentagePoints)}</List.Item>
        ))}
      </List>
      <Table className="prediction-effects" captionSide="bottom" verticalSpacing={6}>
        <Table.Caption>{t('why.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('why.input')}</Table.Th>
            <Table.Th>{t('why.value')}</Table.Th>
            <Table.Th className="bar">
              <VisuallyHidden>{t('why.effect')}</VisuallyHidden>
            </Table.Th>
            <Table.Th ta="end">{t('why.points')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {inputs.map((one) => (
            <Table.Tr key={one.feature}>
              <Table.Th scope="row" fw={500}>
                {t(`feature.${one.feature}`)}
              </Table.Th>
              <Table.Td>{valueWords(t, one)}</Table.Td>
              <Table.Td className="bar">
                <EffectBar effect={one.probability} most={most} />
              </Table.Td>
              <Table.Td ta="end" className="number">
                {signedPercentagePoints(one.probability)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed">
        {t('why.note', { base: percent(prediction.baseline.probability) })}
      </Text>
    </Stack>
  )
}
