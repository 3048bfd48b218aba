/// What `nbclient` 0.11 and `nbformat` 5.11 wrote, with `coalesce_streams=True, record_timing=False`, for a notebook
/// whose cells showed what `NotebookOutputsTests` shows.
enum NotebookGolden {
  static let executed = #"""
    {
     "cells": [
      {
       "cell_type": "markdown",
       "id": "md",
       "metadata": {},
       "source": [
        "# Title\n",
        "\n",
        "text"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 1,
       "id": "c0",
       "metadata": {},
       "outputs": [
        {
         "data": {
          "application/json": {
           "a": [
            1,
            2.5e-07,
            1e+16
           ],
           "b": 1.0
          },
          "image/png": "aGFsbG8=\n",
          "text/plain": [
           "p\n",
           "q"
          ]
         },
         "metadata": {
          "image/png": {
           "width": 3
          }
         },
         "output_type": "display_data"
        },
        {
         "name": "stdout",
         "output_type": "stream",
         "text": [
          "out é😀\n",
          "more"
         ]
        },
        {
         "name": "stderr",
         "output_type": "stream",
         "text": [
          "err\n"
         ]
        }
       ],
       "source": [
        "rich"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 2,
       "id": "c1",
       "metadata": {},
       "outputs": [
        {
         "name": "stdout",
         "output_type": "stream",
         "text": [
          "one\n"
         ]
        }
       ],
       "source": [
        "print(\"one\")"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 3,
       "id": "c2",
       "metadata": {},
       "outputs": [
        {
         "data": {
          "text/plain": [
           "d2"
          ]
         },
         "metadata": {},
         "output_type": "display_data"
        }
       ],
       "source": [
        "display"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 4,
       "id": "c3",
       "metadata": {},
       "outputs": [
        {
         "name": "stderr",
         "output_type": "stream",
         "text": [
          "e\n"
         ]
        }
       ],
       "source": [
        "err(\"e\")"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 5,
       "id": "c4",
       "metadata": {},
       "outputs": [],
       "source": [
        "update"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 6,
       "id": "c5",
       "metadata": {},
       "outputs": [],
       "source": [
        "page"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 7,
       "id": "c6",
       "metadata": {},
       "outputs": [
        {
         "name": "stdout",
         "output_type": "stream",
         "text": [
          "b\n"
         ]
        }
       ],
       "source": [
        "clearwait"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 8,
       "id": "c7",
       "metadata": {},
       "outputs": [
        {
         "data": {
          "text/plain": [
           "value 1"
          ]
         },
         "execution_count": 8,
         "metadata": {},
         "output_type": "execute_result"
        }
       ],
       "source": [
        "value 1"
       ]
      },
      {
       "cell_type": "code",
       "execution_count": 9,
       "id": "c8",
       "metadata": {
        "tags": [
         "raises-exception"
        ]
       },
       "outputs": [
        {
         "ename": "Fail",
         "evalue": "failed",
         "output_type": "error",
         "traceback": [
          "a",
          "b"
         ]
        }
       ],
       "source": [
        "fail"
       ]
      }
     ],
     "metadata": {
      "kernelspec": {
       "display_name": "echo",
       "language": "swift",
       "name": "echo"
      },
      "language_info": {
       "codemirror_mode": "swift",
       "file_extension": ".swift",
       "mimetype": "text/x-swift",
       "name": "swift",
       "pygments_lexer": "swift",
       "version": "1"
      }
     },
     "nbformat": 4,
     "nbformat_minor": 5
    }

    """#
}
