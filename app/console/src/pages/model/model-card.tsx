import { Box, Code, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFigures } from '../../figures/use-figures.ts'
import type { Serving } from './queries.ts'

/** The card of the model in service: what it is for, what it has seen, where it ends. */
export function ModelCard({ model }: { model: Serving }) {
  const { t } = useTranslation('model')
  const { count, percent } = useFigures()
  const { card, thresholds } = model
  const { data, training } = card
  return (
    <Stack component="section" aria-labelledby="model-card" gap="sm">
      <div>
        <Title order={2} size="h3" id="model-card">
          {t('card.title')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('card.language')}
        </Text>
      </div>
      <Paper withBorder p="lg">
        <SimpleGrid component="dl" cols={{ base: 1, md: 2 }} m={0} verticalSpacing="md">
          <Entry name={t('card.intendedUse')}>
            <span lang="en">{card.intendedUse}</span>
          </Entry>
          <Entry name={t('card.notConsidered')}>
            {model.not_considered.map((what) => t(`unseen.${what}`)).join(', ')}
          </Entry>
          <Entry name={t('card.population')}>
            <span lang="en">{card.population}</span>
          </Entry>
          <Entry name={t('card.exclusions')}>
            <Lines of={card.exclusions} />
          </Entry>
          <Entry name={t('card.data')}>
            <span lang="en">{data.source}</span>
            <br />
            {t('card.dataCounts', {
              stays: count(data.stays),
              patients: count(data.patients),
              institutions: data.institutions.join(', '),
            })}
            <br />
            {t('card.dataTraining', {
              stays: count(training.stays),
              readmitted: count(training.readmitted),
            })}
          </Entry>
          <Entry name={t('card.limits')}>
            <Lines of={card.limits} />
          </Entry>
          <Entry name={t('card.window')}>
            <span lang="en">{card.trainingWindow}</span>
          </Entry>
          <Entry name={t('card.licence')}>
            <span lang="en">
              {data.licence}. {data.attribution}
            </span>
          </Entry>
          <Entry name={t('card.thresholds')}>
            {t('card.thresholdsText', {
              medium: percent(thresholds.medium),
              high: percent(thresholds.high),
            })}
          </Entry>
          <Entry name={t('card.forest')}>
            {t('card.forestText', {
              trees: count(model.n_estimators),
              calibration: t(`card.calibration.${model.calibration.method}`),
            })}
          </Entry>
          <Entry name={t('card.owner')}>{card.owner}</Entry>
          <Entry name={t('card.expiry')}>{t('card.expiryText')}</Entry>
          <Entry name={t('card.digest')}>
            <Code style={{ overflowWrap: 'anywhere' }}>{model.sha256}</Code>
          </Entry>
        </SimpleGrid>
      </Paper>
    </Stack>
  )
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box>
      <Text component="dt" size="sm" fw={600}>
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </Box>
  )
}

function Lines({ of }: { of: readonly string[] }) {
  return (
    <List size="sm" lang="en">
      {of.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  )
}
