import { Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addTexts } from '../../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

addTexts('model', { en: ENGLISH, de: GERMAN })

/** The model in service, its versions, and what was measured of them. */
export default function ModelPage() {
  const { t } = useTranslation('model')
  return <Title order={1}>{t('title')}</Title>
}
