"""A chapter of our own that holds every row of the dialect's tables at least once."""

SLIDEY = r'''.. meta::
   :description: Une description tapée
.. stylesheet:: perso.css
.. title:: Le titre de la fenêtre
.. url:: /vieille/adresse
.. redirection-title:: Ancienne page

.. slide:: middleSlide

Chapitre 4 : Les oddités du dialecte
====

Une phrase d'ouverture, avec une fin de ligne@
coupée par une espace, puis la suite.
.. slide::
4.1 Un titre sous la marque
---
Texte collé sous le soulignement du titre.
.. note::
    Une note en retrait de quatre.
Un paragraphe collé à la directive d'au-dessus.
.. important::
   Une alerte importante.
.. warning::

   Une alerte de mise en garde.
.. success::
   Un succès annoncé.
.. danger:: Un danger sur la ligne même.

.. tip::
Une astuce qui n'est pas en retrait.

4.1.1 Un sous-titre tapé au même niveau
---

.. textOnly::
    Seulement sur la page.

.. slideOnly::

    Seulement sur la diapositive.

.. discover::
Un bloc dévoilé sans retrait.

.. discoverList::
* premier élément dévoilé
* deuxième élément, avec une suite
sur la ligne d'après
    * un sous-élément

.. step::
    Une première étape à cocher
.. step::
    Une deuxième étape
.. step:: reset
Une étape d'une autre série

.. spoiler::
    La réponse cachée.

.. slide:: fullSlide darkSlide codeLeft

4.2 Mathématiques
-------

La formule $$x^2 + y_1$$ et \(a \cdot b\) et \[c = d\] dans le texte, \alpha seul.

.. math:: e = mc^2
Texte collé après la formule.

.. math::
    [
    \frac{1}{2} \left( a + b \right)
    ]

\[
\sum_{i=1}^n i
= \frac{n(n+1)}{2}
\]

$$\int_0^1 x\,dx$$

- Pour :math:`y_1`
  \[
  \frac{\partial y_1}{\partial x_1} = 2
  \]
- Une formule fausse :math:`\frca{1}{2}` reste lisible

.. slide::

#= Un titre numéroté tout seul
~~~~

.. center::
    Un texte centré.

.. div:: codeLeft grand
    Un bloc de classes.

.. poll::
    * oui
    * non
    * peut-être

.. youtube:: dQw4w9WgXcQ

.. image:: images/absente.png
   :width: 50%
   :style: border: 1px solid
   :class: ombre

.. figure:: http://exemple.fr/loin.png

   Une légende de figure.

.. toctree::
   :depth: 2
   :hidden:

   introduction
   suite

.. raw:: html

   <marquee>Bonjour</marquee>

.. include:: autre_fichier.rst

.. |logo| image:: absent.png
.. |fleche| replace:: va vers
.. |carre| math:: x^2
.. |boite| note:: contenu de boîte

=========  ==========
Colonne    Valeur
=========  ==========
|carre|    $$y$$
|fleche|   deux
=========  ==========

+-----+------+
| un  | deux |
+=====+======+
| *a* | b    |
+-----+------+

.. slide::

.. code-block:: python
   total = 20 + 1
   print(total)  # 20

.. code-block:: text

   pas de couleur ici

.. code-block:: bash
   pip install torch

.. code-block:: python

   pip install numpy
   import math

.. code-block:: python

   for i in range(2):
        print(i)

.. code-block:: javascript

   let x = 1;

.. code-block:: inconnu

   ??? rien

Un bloc littéral ::

    ls -l fichier

>>> 1 + 1
2

A) Une lettre et une parenthèse
----
**Un gras avec espace ** et *italique*, un `accent grave`, ``du code``, une étoile * seule,
un nom_ et |inconnu| et une note [1]_ et un~espace insécable.

Voir :doc:`introduction`, :ref:`la suite <suite#ancre>`, :ref:`repere` et `Python <https://www.python.org>`_.

.. _repere:

Un titre repéré
"""""""""""""""

    Une citation en retrait.

#. un numéro
#. un autre

3. un trois
4. un quatre

.. inventee:: argument
   :option: valeur

   Le contenu d'une directive inventée.

.. un commentaire

------

.. note::

   .. slide::

   Un titre dans une note
   ======================

   Du texte dans la note.

######### Stop ICI #########
######### Stop ICI #########

# Un titre de Markdown

```python
print("une clôture")
```

Un <span class="textOnly">texte balisé</span>.

::

    un bloc sans paragraphe

.. slide:: darkSlide slideOnly

Un titre pour la salle
----

Un mot pour la salle.

.. code-block:: php

   class Post extends Model { }

.. slide::

Un brouillon abandonné.

.. slide::
.. spoiler::
'''.replace("@", " ")

MARKDOWN = r"""---
title: "Un cours"
description: Une description
auteur: Quelqu'un
---

# 1. Des notes

Un texte avec $x^2$, \(y\), un [lien](autre.md), une [ancre](#12-un-titre) et ![](absente.png).

---

## 1.2 Un titre

> 💡 **Conseil** : une remarque utile
> sur deux lignes.

> ⚠️ **Attention** : du code dedans
>
> ```python
> print("dans une citation")
> ```

> Une citation simple.

> [!NOTE]
> Une note de GitHub.

| a | b |
|---|---|
| 1 | $y$ |

- [ ] une case
- [x] cochée avec `du code`
  ```python
  z = 3
  print(z)  # 4
  ```

1. un
2. deux

```bash
pip install torch
```

```
for t in range(2):
    print(t)
```

~~~python
    indente = 1
~~~

```python
!pip install truc
%matplotlib inline
print("après")
```

```pycon
>>> 2 + 2
5
```

$$
\sum_i x_i
$$

$$ \frca{1} $$

<!-- un commentaire -->

<div align="center"><img src="loin.png"> texte</div>

#### Un titre sauté

:::note
pas de MyST
:::

% pourcent

+++

(label)=

{role}`inconnu` et {doc}`rien`

Setext
------

####### Stop #######

```python
jamais = "fermé"
"""
