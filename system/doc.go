// Package system runs causes, factions and bargaining together, step by step:
// drivers move the influence, salience and position of factions; factions settle
// the position of their state; states settle the outcome; the outcome acts back
// on drivers.
//
// A Model fixes everything that is uncertain: it is one draw, and its Run is
// deterministic. Drivers follow the implicit Euler step
//
//	(I - hA) z_t = z_{t-1} + h p_t,
//
// which cannot blow up by step size while A is stable, and whose end under a
// lasting push is -A⁻¹p, the press answer of package cause, so that the two
// cannot contradict each other.
//
// The coupling is the program's own design. Responses of drivers are linear near
// their present level; factions are not strategic; outcomes act back through
// declared feedbacks alone; the set of actors is constant. It is for following a
// mechanism through and for comparing policies under one set of assumptions.
package system
