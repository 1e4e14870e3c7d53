/** Something of a federation that cannot be used; the message says what and why. */
export class FederationError extends Error {
  override name = 'FederationError'
}

/** A release that would spend more of a patient's privacy than his institution allows. */
export class BudgetExceeded extends Error {
  override name = 'BudgetExceeded'
}

/** Contributions or counts that the coordinator does not accept; nothing was merged. */
export class NotAccepted extends Error {
  override name = 'NotAccepted'
}
