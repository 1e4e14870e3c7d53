import { ActionIcon, CopyButton, Group, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Enough of a pseudonym to tell a page's patients apart. */
const SHOWN = 10

/** The part of a pseudonym that is shown: of its HMAC, not of the key that all of them share. */
export const shortPseudonym = (pseudonym: string): string =>
  `${(pseudonym.split('.')[1] ?? pseudonym).slice(0, SHOWN)}…`

/** A pseudonym, shortened, with the whole of it as title and to copy. */
export function Pseudonym({ pseudonym }: { pseudonym: string }) {
  const { t } = useTranslation('patients')
  return (
    <Group component="span" gap={4} wrap="nowrap" display="inline-flex">
      <code title={pseudonym}>{shortPseudonym(pseudonym)}</code>
      <CopyPseudonym pseudonym={pseudonym} label={`${t('copy')} ${shortPseudonym(pseudonym)}`} />
    </Group>
  )
}

interface CopyPseudonymProps {
  readonly pseudonym: string
  readonly label: string
}

/** A button that copies a pseudonym. */
export function CopyPseudonym({ pseudonym, label }: CopyPseudonymProps) {
  const { t } = useTranslation('patients')
  return (
    <CopyButton value={pseudonym}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('copied') : t('copy')}>
          <ActionIcon
            variant="subtle"
            color={copied ? 'green' : 'gray'}
            size="sm"
            aria-label={copied ? t('copied') : label}
            onClick={copy}
          >
            <svg width="14" height="14" fill="none" stroke="currentColor" aria-hidden="true">
              {copied ? <path d="M2 7 6 11 12 3" /> : <path d="M5 5H12V13H5ZM9 5V2H2V10H5" />}
            </svg>
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
