// Package sample makes the uniform numbers that ensembles of draws are built
// on: streams that are pure functions of a seed and keys, and Latin hypercubes
// whose draw i is a pure function of the plan and i.
//
// Nothing here keeps a state that one draw leaves to the next, so that draws
// may be made in any order, on any number of workers, again and singly, and
// come out the same to the last bit on every machine.
//
// The generator is not for secrets.
package sample
