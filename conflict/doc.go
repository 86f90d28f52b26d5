// Package conflict is the graph model for conflict resolution: who decides,
// what each can do, what excludes what, who prefers what, and which states are
// stable under which foresight.
//
// It needs orders of preference only, no payoffs and no probabilities. A Case
// is what an analyst writes down; Build checks it and makes a Model: states,
// moves and ranks. A Solver tells for every state and decision maker whether it
// is stable under Nash, SEQ, SSEQ, SMR and GMR, without allocating, so that it
// can be run on thousands of draws. An Inquiry opens one
// such verdict down to the moves and sanctions it rests on, and finds the smallest
// change of orders or statements that would flip it.
//
// Beyond the table, Evolution tells what can come of a state, and Reach the same
// once a draw; SIM, LimitedMove, Coalitions and Blocs are other notions of
// stability; StructureChanges switches every flag and drops every rule and
// option in turn; Merge joins states that nobody tells apart.
//
// A legal sequence of moves is one in which no decision maker moves twice in a
// row. In option form this changes no verdict, since moves and improvements are
// transitive there; in explicit graphs it does, and their search runs over pairs
// of state and last mover (Xu, Hipel, Kilgour and Fang 2018, Conflict Resolution
// Using the Graph Model, chapter 4, doi:10.1007/978-3-319-77670-5_4).
//
// Limits. The lens says what holds if everyone judges by the stated order and
// foresees as far as the concept says; it knows nothing of time, of bluff, or of
// what a move costs beyond the state it leads to. GMR tells little in models of
// any size: nearly every state is stable in it. SSEQ for more than two decision
// makers, SIM for more than two, limited moves and the coalition concepts follow
// definitions that have not been held against the printed articles.
//
// It knows nothing of cases and files.
package conflict
