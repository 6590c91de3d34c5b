"""Corpora beyond one machine: the same kernel under Ray Data or Spark.

The engine reads, schedules, retries and writes. `plan.run` is what `arlint clean --engine` does; `ray.clean` and
`spark.clean` do the same to a dataset or a data frame of a pipeline of your own.
"""
