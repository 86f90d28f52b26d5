// Package ensemble runs many draws of something and gathers what they show:
// plan, shards, mergeable partials, result.
//
// A plan of n draws is cut into shards of consecutive draws. Each shard is run
// by one worker into a partial of its own, and partials are merged in the order
// of the shards, whatever order they were finished in. As draw i must be a pure
// function of i, the result is the same to the last byte for any number of
// workers. It is the same for any size of shard, too, when merging partials
// loses nothing: counts, lists that are joined, or cells of an array filled by
// the number of the draw. Floating-point sums are not of that kind; keep them
// per shard size, or keep the draws.
//
// An interrupted run keeps the draws 0..Done-1, a clean beginning of the plan.
package ensemble
