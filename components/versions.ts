/**
 * Versions of everything that is deployed and not locked by package-lock.json, in one table, each with
 * its source. Updated by hand or by a bot; tests check the form and that nothing has expired.
 */

// PostgreSQL on RDS

// Kubernetes, EKS add-ons and Helm charts

// Lambda
