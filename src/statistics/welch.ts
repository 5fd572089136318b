/**
 * Degrees of freedom of the difference of two independent estimates, each with its standard error and its own degrees of freedom:
 * (se₁² + se₂²)² / (se₁⁴/df₁ + se₂⁴/df₂). Between the smaller df and df₁ + df₂; the smaller one when both standard errors are 0.
 *
 * B. L. Welch, "The generalization of 'Student's' problem when several different population variances are involved",
 * Biometrika 34 (1947).
 *
 * Example: equal standard errors with 9 degrees of freedom each: 18.
 */
export function welchDf(se1: number, df1: number, se2: number, df2: number): number {
  const both = Math.hypot(se1, se2);
  if (both === 0) return Math.min(df1, df2);
  return 1 / ((se1 / both) ** 4 / df1 + (se2 / both) ** 4 / df2);
}
